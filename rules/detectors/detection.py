"""The answer of a detector: what it found, where, how certain it is, and by which sign."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rules.detectors.registry import Detector, Label


class Sign(StrEnum):
    """How a finding was recognised."""

    PLAIN = "plain"
    """It is written plainly."""
    LOOK_ALIKE = "look_alike"
    """Letters of other alphabets, digits or signs replace its letters."""
    STRETCHED = "stretched"
    """Letters are doubled or drawn out."""
    SPREAD = "spread"
    """Spaces, dots or emoji separate its letters."""
    HIDDEN = "hidden"
    """Zero-width or combining marks lie between the letters."""
    FONT = "font"
    """Mathematical, full-width or other fancy letters."""
    MASKED = "masked"
    """Asterisks, dots or gaps replace letters."""
    TRANSLITERATED = "transliterated"
    """It is written in Latin letters, by sound."""
    LAYOUT = "layout"
    """It is typed on the other keyboard layout."""
    REVERSED = "reversed"
    """It is written backwards."""
    GLUED = "glued"
    """It is joined to other words."""
    PHONETIC = "phonetic"
    """It is spelt as it sounds."""
    CHECK_DIGITS = "check_digits"
    """The number's check digits are correct."""
    BESIDE_ITS_WORD = "beside_its_word"
    """The word that names it is beside it."""
    FORMAT = "format"
    """It has the format of the thing."""
    AIMED = "aimed"
    """It is aimed at somebody."""
    MEASURED = "measured"
    """A limit was exceeded: `Detection.measured` is more than `Detection.limit`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """Something that may break a rule of conduct.

    `found` is the part of the message as written, from `start` up to `end` (code points); where no
    part of the text is meant (an attachment, the hour), both are 0. `certainty` is from 0 to 1. For
    an exceeded limit, `measured` is the count and `limit` the most allowed. `rule` is the number of
    the rule of conduct that the detector's configuration names for it, if any.
    """

    detector: Detector
    label: Label
    certainty: float
    sign: Sign = Sign.PLAIN
    found: str = ""
    start: int = 0
    end: int = 0
    measured: int = 0
    limit: int = 0
    rule: int | None = None


class Clearance(StrEnum):
    """Why something that looks like a breach is harmless."""

    INNOCENT_WORD = "innocent_word"
    """It is part of an innocent word."""
    CHECK_DIGITS_WRONG = "check_digits_wrong"
    """The number has the right length, but wrong check digits."""
    NO_WORD_BESIDE = "no_word_beside"
    """The number has the right length, but no word beside it says what it is."""
    PUBLIC_NUMBER = "public_number"
    """An emergency, toll-free or otherwise public number or address."""
    PERMITTED_ADDRESS = "permitted_address"
    """An address that the policy permits."""
    NOT_AIMED = "not_aimed"
    """It is a coarse word, but not aimed at anybody present."""
    WITHIN_MEASURE = "within_measure"
    """It was counted, and is within the limit."""
    TAUGHT = "taught"
    """A moderator said that it breaks nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """Something that looked like a breach and is harmless; fields as in `Detection`.

    `label` is the class that it looked like, where there is more than one.
    """

    detector: Detector
    why: Clearance
    label: Label | None = None
    found: str = ""
    start: int = 0
    end: int = 0
    measured: int = 0
    limit: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The whole answer of a detector: a «no» is explained, too."""

    detections: tuple[Detection, ...] = ()
    cleared: tuple[Cleared, ...] = ()

    @classmethod
    def of(cls, told: Iterable[Detection | Cleared]) -> "Answer":
        """Make an answer of what was found and what was cleared, each in order."""
        every = list(told)
        if not every:
            return cls()
        return cls(
            detections=tuple(each for each in every if isinstance(each, Detection)),
            cleared=tuple(each for each in every if isinstance(each, Cleared)),
        )
