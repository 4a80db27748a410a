"""The college's policy for its administrators: read from its file, told in words."""
