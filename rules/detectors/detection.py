"""What a detector answers: what it found, where, how sure it is, and how it came to it."""

from dataclasses import dataclass
from enum import StrEnum


class Detector(StrEnum):
    """A detector by the name that policy files, settings, and `bot detect` know it by."""

    OBSCENITY = "obscenity"
    INSULT = "insult"
    FLOOD = "flood"
    LINK = "link"
    PERSONAL_DATA = "personal_data"
    LATE = "late"
    ATTACHMENT = "attachment"
    WORDLIST = "wordlist"


class Label(StrEnum):
    """The class of what was found, within its detector."""

    # obscenity
    OBSCENE = "obscene"
    EUPHEMISM = "euphemism"
    # insult
    INSULT = "insult"
    THREAT = "threat"
    # flood
    FREQUENT = "frequent"
    REPEATED = "repeated"
    CHORUS = "chorus"
    CUT_UP = "cut_up"
    STICKERS = "stickers"
    CRUMBS = "crumbs"
    WALL = "wall"
    CAPITALS = "capitals"
    ZALGO = "zalgo"
    MENTIONS = "mentions"
    # link
    INVITATION = "invitation"
    SHORTENER = "shortener"
    SHOP = "shop"
    BETTING = "betting"
    FOREIGN = "foreign"
    ADVERTISING = "advertising"
    # personal_data
    PHONE = "phone"
    SNILS = "snils"
    INN = "inn"
    PASSPORT = "passport"
    CARD = "card"
    EMAIL = "email"
    ADDRESS = "address"
    DOCUMENT = "document"
    # late
    LATE = "late"
    # attachment
    VOICE = "voice"
    FORWARD = "forward"
    DANGEROUS_FILE = "dangerous_file"
    STICKER = "sticker"
    # wordlist
    LISTED_WORD = "word"
    LISTED_LINK = "listed_link"


class Sign(StrEnum):
    """How it was recognised."""

    PLAIN = "plain"
    """It stands there as it is."""
    LOOK_ALIKE = "look_alike"
    """Letters of other alphabets, digits or signs stand for the letters."""
    STRETCHED = "stretched"
    """Letters are doubled or drawn out."""
    SPREAD = "spread"
    """The letters are set apart by spaces, dots, emoji."""
    HIDDEN = "hidden"
    """Zero-width or combining marks lie between the letters."""
    FONT = "font"
    """Mathematical, full-width or other fancy letters."""
    MASKED = "masked"
    """Asterisks, dots or gaps stand for letters."""
    TRANSLITERATED = "transliterated"
    """It is written in Latin letters by their sound."""
    LAYOUT = "layout"
    """It is typed on the other keyboard layout."""
    REVERSED = "reversed"
    """It is written backwards."""
    GLUED = "glued"
    """It is glued to other words."""
    PHONETIC = "phonetic"
    """It is written as it sounds, not as it is spelt."""
    CHECK_DIGITS = "check_digits"
    """The number's check digits are right."""
    BESIDE_ITS_WORD = "beside_its_word"
    """The word that says what it is stands beside it."""
    FORMAT = "format"
    """It has the shape of such a thing."""
    AIMED = "aimed"
    """It is said to somebody."""
    MEASURED = "measured"
    """A measure was passed: `Detection.measured` of at most `Detection.limit`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """Something that may break a rule of conduct.

    `found` is the part of the message as it was written, from `start` up to `end` (code points of
    its text); where no part of the text is meant (an attachment, the hour), both are 0. `certainty`
    is from 0 to 1. Where a measure was passed, `measured` is what was counted and `limit` the
    most that is let pass. `rule` is the number of the rule of conduct that whoever set the
    detector up named for this, if they did.
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
    """Why something that looks like a breach is none."""

    INNOCENT_WORD = "innocent_word"
    """It is part of a word of the language that means no harm."""
    CHECK_DIGITS_WRONG = "check_digits_wrong"
    """A number of that length, but its check digits do not fit."""
    NO_WORD_BESIDE = "no_word_beside"
    """A number of that length, but nothing says that it is such a number."""
    PUBLIC_NUMBER = "public_number"
    """An emergency, toll-free or otherwise public number or address."""
    PERMITTED_ADDRESS = "permitted_address"
    """An address that the policy permits."""
    NOT_AIMED = "not_aimed"
    """A coarse word, but not said of anybody present."""
    WITHIN_MEASURE = "within_measure"
    """Counted, and within what is let pass."""
    TAUGHT = "taught"
    """A moderator said that it breaks nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """Something that looked like a breach and is none; the fields are as in `Detection`.

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
    """A detector's whole answer: also a «no» says what it rests on."""

    detections: tuple[Detection, ...] = ()
    cleared: tuple[Cleared, ...] = ()
