"""By subject: its tables, what its facts change there, its part of a case, its queries."""
