"""Insults and threats aimed at somebody, without obscene words: a hint, never more."""

from rules.detectors.insult.detector import InsultConfig, InsultDetector

__all__ = ["InsultConfig", "InsultDetector"]
