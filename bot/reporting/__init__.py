"""Reports drawn: a picture for a phone, and a table to count on with (п. 5.10.1)."""
