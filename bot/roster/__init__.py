"""`bot roster`: imports and exports the college's list of people."""
