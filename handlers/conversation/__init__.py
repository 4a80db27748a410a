"""The conversation's machinery: it knows no subject."""
