"""What is kept: the journal, the tables that follow from it, and the outbox of effects."""
