"""Flooding: too much, too often, repeated, or too loud."""

from rules.detectors.flood.config import FloodConfig
from rules.detectors.flood.detector import FloodDetector, watcher

__all__ = ["FloodConfig", "FloodDetector", "watcher"]
