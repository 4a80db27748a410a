"""The detectors: what in a message may break a rule of conduct (п. 5.12.2).

A detector suspects and explains; it decides nothing. What follows from a detection is decided by
`rules.suspicions`, as the chat and the policy have chosen. Each detector is a module of its own,
pure as all of the policy: no I/O, no clock, nothing of the messenger's.
"""
