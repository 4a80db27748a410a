"""How the process is, for whoever watches over it: figures, and no people, names or texts."""
