"""Insults and threats aimed at somebody, without obscene words: a hint at most."""

from rules.detectors.insult.detector import InsultConfig, InsultDetector, watcher

__all__ = ["InsultConfig", "InsultDetector", "watcher"]
