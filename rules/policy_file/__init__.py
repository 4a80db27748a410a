"""Reading the college's policy file; what would grant more than the regulation is refused."""

import re
import tomllib
from datetime import timedelta
from functools import partial
from importlib import resources
from pathlib import Path

from rules.conduct import Conduct
from rules.policy import (
    SHORTEST_VOTE,
    VIOLATIONS_THAT_NEVER_SUFFICE,
    Brakes,
    Heat,
    Keeping,
    Policy,
    Spreading,
)
from rules.policy_file.answers import read_answers
from rules.policy_file.conduct import read_kinds, read_locked, read_rules
from rules.policy_file.measures import (
    MOST_TERMS,
    read_mode,
    read_permitted,
    read_terms,
    read_trust,
    read_validity,
)
from rules.policy_file.mistakes import Mistake, PolicyFileError, Wrong
from rules.policy_file.safety import read_safety
from rules.policy_file.values import LANGUAGES, Values, check_tables
from rules.toml_lines import lines_of

__all__ = ["LANGUAGES", "PolicyFileError", "load_policy", "read_policy"]

_DEFAULT = "default_policy.toml"

_NONE_AT_ALL = timedelta(0)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)

_LONGEST_VERSION = 60
"""Characters. The version travels in a button, whose payload may hold no more than 255."""

_LONGEST_KEEPING = timedelta(days=3660)
_SHORTEST_KEEPING = timedelta(days=31)
"""A block, and the vote on it, last no longer."""


def read_policy(path: Path | None) -> Policy:
    """Read a college's policy file, or the default that comes with the bot (None).

    Raises `PolicyFileError` with every mistake, its line and its clause.
    """
    if path is None:
        return load_policy(resources.files("rules").joinpath(_DEFAULT).read_text("utf-8"), _DEFAULT)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise PolicyFileError(str(path), [Mistake(wrong=Wrong.ABSENT)]) from None
    except OSError as failure:
        unreadable = Mistake(wrong=Wrong.UNREADABLE, fields={"reason": failure.strerror})
        raise PolicyFileError(str(path), [unreadable]) from None
    try:
        # Windows' Notepad puts a mark before UTF-8
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as undecodable:
        line = undecodable.object[: undecodable.start].count(b"\n") + 1
        raise PolicyFileError(str(path), [Mistake(wrong=Wrong.NOT_UTF8, line=line)]) from None
    return load_policy(text, str(path))


def load_policy(text: str, name: str) -> Policy:
    """Read a policy from the text of a file of that name.

    Raises `PolicyFileError` with every mistake, its line and its clause.
    """
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as mistake:
        raise PolicyFileError(name, [_not_toml(text, mistake)]) from None
    file = Values(values, partial(lines_of, text.replace("\r\n", "\n")))
    policy = _policy(file)
    if file.mistakes:
        raise PolicyFileError(name, file.mistakes)
    return policy


def _not_toml(text: str, mistake: Exception) -> Mistake:
    # tomllib tells the place in its words only; a number or a nesting beyond all bounds has none
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(mistake))
    if found is None:
        return Mistake(wrong=Wrong.NOT_TOML, fields={"reason": str(mistake)})
    line = int(found[2]) if found[2] else text.rstrip().count("\n") + 1
    return Mistake(wrong=Wrong.NOT_TOML, line=line, fields={"reason": found[1]})


def _policy(file: Values) -> Policy:
    check_tables(file)
    return Policy(
        version=file.text(("version",), most=_LONGEST_VERSION, line=True),
        conduct=Conduct(rules=read_rules(file)),
        threshold=file.number(
            ("blocks", "threshold"),
            least=VIOLATIONS_THAT_NEVER_SUFFICE,
            below=Wrong.TOO_FEW_VIOLATIONS,
        ),
        validity=read_validity(file),
        blocks=read_mode(file),
        terms=read_terms(file, "terms", most=MOST_TERMS, repeated=False),
        greatest_term=file.term(("blocks", "greatest")),
        ladder=read_terms(file, "ladder", most=100, repeated=True),
        # silence is consent (п. 5.12.6): nobody could be silent in a vote of a minute
        vote_length=file.duration(
            ("apology", "vote"), least=SHORTEST_VOTE, below=Wrong.VOTE_TOO_SHORT
        ),
        apology_pause=file.duration(("apology", "pause"), least=_NONE_AT_ALL),
        reminder_quiet=file.duration(("reminders", "quiet"), least=_NONE_AT_ALL),
        heat=Heat(
            violations=file.number(("reminders", "violations"), least=2),
            people=file.number(("reminders", "people"), least=1),
            within=file.duration(("reminders", "within"), most=_HOUR),
        ),
        gathering=file.duration(("newcomers", "gathering"), least=_NONE_AT_ALL),
        undo_window=file.duration(("undo", "window"), least=_NONE_AT_ALL),
        repeat_within=file.duration(
            ("violations", "ask_again"), least=_NONE_AT_ALL, most=_HOUR, usual=timedelta(minutes=1)
        ),
        kinds=read_kinds(file),
        locked=read_locked(file),
        longest_silence=file.duration(("silence", "longest"), most=_DAY, usual=_DAY),
        invitation_life=file.duration(("newcomers", "invitation"), usual=7 * _DAY),
        appeal_term=file.duration(("appeals", "term"), usual=14 * _DAY),
        dialogue_length=file.duration(("dialogues", "length"), most=_DAY, usual=_HOUR),
        brakes=Brakes(
            measures=file.number(("brakes", "measures"), least=3, usual=Brakes().measures),
            within=file.duration(("brakes", "within"), most=_HOUR, usual=Brakes().within),
            waits=file.duration(("brakes", "waits"), most=_DAY, usual=Brakes().waits),
        ),
        spreading=_spreading(file),
        keeping=_keeping(file),
        trust=read_trust(file),
        safety=read_safety(file),
        answers=read_answers(file),
        guardians_hear_violations=file.switch(("guardians", "violations")),
        permitted=read_permitted(file),
    )


def _spreading(file: Values) -> Spreading:
    usual = Spreading()
    return Spreading(
        watched=file.switch(("spreading", "watched"), usual=usual.watched),
        chats=file.number(("spreading", "chats"), least=2, usual=usual.chats),
        within=file.duration(("spreading", "within"), most=_HOUR, usual=usual.within),
        asked=file.duration(("spreading", "asked"), most=7 * _DAY, usual=usual.asked),
        longest=file.duration(("spreading", "longest"), most=31 * _DAY, usual=usual.longest),
    )


def _keeping(file: Values) -> Keeping:
    def kept(key: str, usual: timedelta) -> timedelta:
        return file.duration(
            ("keeping", key),
            least=_SHORTEST_KEEPING,
            below=Wrong.KEPT_TOO_SHORT,
            most=_LONGEST_KEEPING,
            usual=usual,
        )

    usual = Keeping()
    return Keeping(
        texts=kept("texts", usual.texts),
        journal=kept("journal", usual.journal),
        acknowledgements=kept("acknowledgements", usual.acknowledgements),
        signals=kept("signals", usual.signals),
    )
