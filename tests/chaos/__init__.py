"""The crash test: a scripted day, killed at random while VK fails at random (issue 5, 1.1)."""
