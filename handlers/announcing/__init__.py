"""What is said of each subject's facts."""
