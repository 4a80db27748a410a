"""A verdict on one word or stretch, before it is located in the message."""

from dataclasses import dataclass, replace

from rules.detectors.detection import Sign
from rules.detectors.obscenity.folding import Folded
from rules.detectors.registry import Label

CERTAINTY = {
    Sign.PLAIN: 0.99,
    Sign.STRETCHED: 0.98,
    Sign.HIDDEN: 0.97,
    Sign.FONT: 0.97,
    Sign.LOOK_ALIKE: 0.96,
    Sign.TRANSLITERATED: 0.93,
    Sign.SPREAD: 0.92,
    Sign.GLUED: 0.92,
    Sign.LAYOUT: 0.9,
    Sign.MASKED: 0.88,
    Sign.PHONETIC: 0.85,
    Sign.REVERSED: 0.8,
}
"""Certainty of each way of recognition: the more is guessed, the less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """An obscene stretch from `start` up to `end` of the letters examined."""

    start: int
    end: int
    sign: Sign
    certainty: float
    label: Label = Label.OBSCENE

    @classmethod
    def obscene(cls, start: int, end: int, sign: Sign, *, less: float = 0) -> "Verdict":
        """Make a verdict that is as certain as its sign, or by so much less."""
        return cls(start=start, end=end, sign=sign, certainty=CERTAINTY[sign] - less)

    @classmethod
    def euphemism(cls, start: int, end: int) -> "Verdict":
        """Make the verdict on a euphemism."""
        label = Label.EUPHEMISM
        return cls(start=start, end=end, sign=Sign.PLAIN, certainty=0.5, label=label)

    def moved(self, by: int) -> "Verdict":
        """Return the verdict shifted by this many letters."""
        return replace(self, start=self.start + by, end=self.end + by)

    def unfolded(self, folded: Folded) -> "Verdict":
        """Return the verdict on a folded text with offsets in the original text."""
        sign = self.sign
        if sign is Sign.PLAIN and folded.dressed:
            sign = Sign.FONT
        elif sign is Sign.PLAIN and folded.vanished:
            sign = Sign.HIDDEN
        return replace(
            self,
            start=folded.places[self.start],
            end=folded.places[self.end - 1] + 1,
            sign=sign,
            certainty=min(self.certainty, CERTAINTY[sign]),
        )
