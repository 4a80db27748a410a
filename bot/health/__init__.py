"""The health of the process, for monitoring: figures, and no people, names or texts."""
