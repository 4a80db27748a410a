"""Reports as files: a picture for a phone, and a table to calculate with (п. 5.10.1)."""
