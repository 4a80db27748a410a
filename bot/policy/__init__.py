"""The college's policy for its administrators: read from its file, and put into words."""
