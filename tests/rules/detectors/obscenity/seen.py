"""What tests ask of the detector."""

from rules.detectors.detection import Sign
from rules.detectors.obscenity import detect
from rules.detectors.registry import Label


def is_obscene(text: str) -> bool:
    return any(one.label is Label.OBSCENE for one in detect(text))


def signs(text: str) -> set[Sign]:
    return {one.sign for one in detect(text)}


def found(text: str) -> list[str]:
    return [one.found for one in detect(text)]
