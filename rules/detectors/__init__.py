"""The detectors find what may break a rule of conduct in a message (п. 5.12.2).

A detector suspects and explains, and decides nothing: `rules.suspicions` decides on the response,
by the choices of chat and policy. Each detector is a module of its own, and pure as all of the
policy: no I/O, no clock, no knowledge of the messenger.
"""
