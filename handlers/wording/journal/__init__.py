"""Lines of the journal, of subjects whose words are no functions yet."""
