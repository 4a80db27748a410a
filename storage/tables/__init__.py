"""Tables of the machinery; those of the subjects are in `storage.subjects`."""
