"""What the policy speaks of, subject by subject: cases, facts, requests and refusals."""
