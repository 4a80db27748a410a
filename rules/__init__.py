"""The policy: what section 5.12 of the regulation allows, decided without I/O.

`rules.decide.decide(case, request, now)` is the only entry. No module here reads a clock, a
network, a database or a file, except that `rules.policy_file` loads the policy when asked.
"""
