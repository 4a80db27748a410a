"""`bot roster`: the college's list of people, taken in and given back."""
