"""What can be wrong with a policy file, as values; `bot/policy/file.py` puts them into words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

from rules.clauses import Clause
from rules.toml_lines import Path as Way


class Wrong(StrEnum):
    """The kinds of mistakes; beside each, the fields that explain it."""

    # the file as a whole
    ABSENT = auto()
    UNREADABLE = auto()  # reason
    NOT_UTF8 = auto()
    NOT_TOML = auto()  # reason
    # any key and value
    MISSING = auto()
    UNKNOWN_KEY = auto()  # known
    NOT_A_TABLE = auto()  # header
    NOT_TEXT = auto()
    TOO_MANY_CHARACTERS = auto()  # most
    NOT_ONE_LINE = auto()
    NOT_WHOLE = auto()
    TOO_SMALL = auto()  # least
    TOO_GREAT = auto()  # most
    NOT_A_TIME = auto()
    NOT_POSITIVE = auto()
    TOO_LONG = auto()  # most: timedelta
    MONTHS_VARY = auto()
    NOT_ONE_OF = auto()  # known
    # blocks, violations, apologies
    TOO_FEW_VIOLATIONS = auto()  # least
    NOT_TERMS = auto()  # most
    REPEATED_TERM = auto()
    LONGER_THAN_A_MONTH = auto()  # value
    BEYOND_THE_GREATEST = auto()  # value
    NOT_ONE_OF_TWO = auto()  # one, other
    NOT_A_DAY_OF_YEAR = auto()
    VOTE_TOO_SHORT = auto()  # least: timedelta
    # chats and their kinds
    NOT_SETTINGS = auto()
    NO_SUCH_SETTING = auto()  # value, known
    NO_SUCH_VALUE = auto()  # value
    FORBIDDEN_VALUE = auto()  # value
    QUIET_TOO_LONG = auto()  # most: timedelta
    KIND_WITHOUT_RULES = auto()  # kind
    # detectors, keeping
    TOO_UNSURE = auto()  # least
    CERTAIN_BELOW_LIKELY = auto()
    NOT_STRINGS = auto()  # most
    KEPT_TOO_SHORT = auto()  # least: timedelta
    # answers
    NOT_HOURS = auto()
    # who is told of signals
    NOT_PEOPLE = auto()  # most
    SAME_PERSON = auto()  # member
    # the rules of conduct
    NO_RULES = auto()  # header
    SAME_NUMBER = auto()  # number
    RULES_TOO_LONG = auto()  # most, language
    NOT_WORDS = auto()
    NOT_DETECTORS = auto()  # known
    NOT_KINDS = auto()  # known
    NOT_BY_LANGUAGE = auto()
    NO_SUCH_LANGUAGE = auto()  # language, known
    UNTRANSLATED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One mistake, at `line` (from 1; None where unknown), against `clause`, if against any."""

    wrong: Wrong
    way: Way = ()
    line: int | None = None
    clause: Clause | None = None
    fields: Mapping[str, object] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The key path, as `blocks.ladder[2]`; places in lists are counted from 1, as lines are."""
        steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in self.way)
        return "".join(steps).removeprefix(".")


class PolicyFileError(Exception):
    """The policy file of that name cannot be used: all mistakes in it, by line."""

    def __init__(self, name: str, mistakes: Iterable[Mistake]) -> None:
        self.name = name
        self.mistakes = tuple(sorted(mistakes, key=lambda mistake: mistake.line or 0))
        super().__init__(name, *(f"{mistake.path}: {mistake.wrong}" for mistake in self.mistakes))
