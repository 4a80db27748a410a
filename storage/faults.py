"""What can go wrong with a database, in one line for whoever has to mend it."""


class StorageError(Exception):
    """The database cannot be used; the text is one line for the administrator, in Russian."""


class AlreadyHandledError(Exception):
    """The event was handled before; nothing is to be done."""
