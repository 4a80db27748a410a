"""The journal, the tables derived from it, and the outbox of effects."""
