"""Words of refusals, of subjects whose words are no functions yet."""
