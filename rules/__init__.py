"""The policy: what section 5.12 of the regulation lets be done, decided without I/O.

`rules.decide.decide(case, request, now)` is the door. Nothing here reads a clock, a file
(except `rules.policy_file`, when it is asked to load one), a network or a database.
"""
