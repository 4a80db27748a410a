"""The policy's types, by subject: parts of a case, facts, requests and refusals."""
