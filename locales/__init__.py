"""The catalogues, and the piece that picks one and formats names, dates and plurals."""
