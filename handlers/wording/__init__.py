"""Words of notices, of subjects whose words are no functions yet."""
