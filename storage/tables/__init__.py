"""The tables of the machinery; those of the subjects stand in `storage.subjects`."""
