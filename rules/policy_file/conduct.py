"""Reading the rules of conduct, and what chats of each kind begin with, out of a policy file."""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from rules.clauses import Clause
from rules.conduct import Rule
from rules.detectors.registry import ROWS, Detector
from rules.ids import RuleNumber
from rules.policy_file.mistakes import Wrong
from rules.policy_file.values import LANGUAGES, NOTHING, OF_A_KIND, OF_A_RULE, Values, check_keys
from rules.setting_values import LONGEST_QUIET, QuietTooLongError, ResponseTooStrongError, canonical
from rules.settings import CLAUSES, DETECTOR_OF, Kind, Setting
from rules.times import NoSuchValueError
from rules.toml_lines import Path as Way

_Names = TypeVar("_Names", bound=StrEnum)

_LONGEST_TITLE = 100
_LONGEST_TEXT = 1000
_LONGEST_SHORT = 30
_A_WORD = re.compile(rf"\w{{1,{_LONGEST_SHORT}}}\*?")
"""A word by which a rule can be named; with «*», the beginning of words."""
_MOST_OF_ALL_RULES = 3000
"""Characters. The rules are shown in one message of 4096, below a greeting by name."""


def read_rules(file: Values) -> tuple[Rule, ...]:
    """Read the rules of conduct, by number."""
    rules = file.get(("rules",))
    if rules is NOTHING:
        return ()
    if not isinstance(rules, list) or not rules:
        file.note(("rules",), Wrong.NO_RULES, header="[[rules]]")
        return ()
    read: dict[int, Rule] = {}
    for place, values in enumerate(rules):
        check_keys(file, ("rules", place), OF_A_RULE, "[[rules]]")
        if isinstance(values, dict):
            read[place] = _rule(file, ("rules", place))
    _check_numbers(file, read)
    _check_length(file, read)
    if file.right("rules"):
        _check_kinds(file, read.values())
    return tuple(sorted(read.values(), key=lambda rule: rule.number))


def _check_numbers(file: Values, rules: Mapping[int, Rule]) -> None:
    taken: set[RuleNumber] = set()
    for place, rule in rules.items():
        if not file.right("rules", place, "number"):
            continue
        if rule.number in taken:
            file.note(("rules", place, "number"), Wrong.SAME_NUMBER, number=rule.number)
        taken.add(rule.number)


def _check_length(file: Values, rules: Mapping[int, Rule]) -> None:
    for language in LANGUAGES:
        length = 0
        for place, rule in rules.items():
            length += len(rule.title.get(language, "")) + len(rule.text.get(language, ""))
            if length > _MOST_OF_ALL_RULES:
                file.note(
                    ("rules", place),
                    Wrong.RULES_TOO_LONG,
                    Clause.ACQUAINTANCE,
                    most=_MOST_OF_ALL_RULES,
                    language=language,
                )
                break


def _check_kinds(file: Values, rules: Collection[Rule]) -> None:
    # a kind of chats that would have no rules at all
    for kind in Kind:
        if not any(not rule.kinds or kind in rule.kinds for rule in rules):
            file.note(("rules",), Wrong.KIND_WITHOUT_RULES, kind=kind.value)


def _rule(file: Values, way: Way) -> Rule:
    detectors = _named(file, (*way, "detectors"), Detector, Wrong.NOT_DETECTORS, Clause.MODERATION)
    kinds = _named(file, (*way, "kinds"), Kind, Wrong.NOT_KINDS, Clause.ADOPTION)
    return Rule(
        number=RuleNumber(file.number((*way, "number"), least=1, most=999)),
        title=translated(file, (*way, "title"), most=_LONGEST_TITLE, line=True),
        text=translated(file, (*way, "text"), most=_LONGEST_TEXT, line=False),
        short=translated(file, (*way, "short"), most=_LONGEST_SHORT, line=True, optional=True),
        words=_words(file, (*way, "words")),
        detectors=detectors,
        kinds=frozenset(kinds),
        personal=file.switch((*way, "personal")),
        gravity=file.number((*way, "gravity"), least=1, most=99, usual=1),
    )


def _named(
    file: Values, way: Way, known: type[_Names], wrong: Wrong, clause: Clause
) -> tuple[_Names, ...]:
    names = file.get(way, optional=True)
    if names is NOTHING:
        return ()
    if not isinstance(names, list) or not all(each in list(known) for each in names):
        file.note(way, wrong, clause, known=tuple(known))
        return ()
    return tuple(map(known, names))


def _words(file: Values, way: Way) -> tuple[str, ...]:
    words = file.get(way, optional=True)
    if words is NOTHING:
        return ()
    if not isinstance(words, list) or not all(
        isinstance(each, str) and _A_WORD.fullmatch(each) for each in words
    ):
        file.note(way, Wrong.NOT_WORDS, Clause.MODERATION)
        return ()
    return tuple(words)


def translated(
    file: Values,
    way: Way,
    *,
    most: int,
    line: bool,
    optional: bool = False,
    clause: Clause = Clause.ACQUAINTANCE,
) -> dict[str, str]:
    """Read a text of at most `most` characters in every language; `optional`: or none at all."""
    values = file.get(way, optional=optional)
    if values is NOTHING:
        return {}
    if not isinstance(values, dict):
        file.note(way, Wrong.NOT_BY_LANGUAGE, clause)
        return {}
    for each in values:
        if each not in LANGUAGES:
            wrong = Wrong.NO_SUCH_LANGUAGE
            file.note((*way, each), wrong, clause, language=each, known=LANGUAGES)
    told: dict[str, str] = {}
    for language in LANGUAGES:
        if language in values:
            told[language] = file.text((*way, language), most=most, line=line, clause=clause)
        else:
            file.note((*way, language), Wrong.UNTRANSLATED, clause)
    return told


def read_locked(file: Values) -> frozenset[Setting]:
    """Read the settings that no chat may change."""
    names = file.table("chats").get("locked", [])
    if not isinstance(names, list):
        file.note(("chats", "locked"), Wrong.NOT_SETTINGS)
        return frozenset()
    known = tuple(sorted(Setting))
    for place, name in enumerate(names):
        if name not in known:
            way: Way = ("chats", "locked", place)
            file.note(way, Wrong.NO_SUCH_SETTING, value=repr(name), known=known)
    return frozenset(Setting(name) for name in names if name in known)


def read_kinds(file: Values) -> dict[Kind, dict[Setting, str]]:
    """Read what chats of each kind begin with."""
    return {
        Kind(kind): {
            Setting(key): canonical_value
            for key, value in file.table("kinds", kind).items()
            if (canonical_value := _value(file, kind, key, value)) is not None
        }
        for kind in file.table("kinds")
        if kind in list(Kind)
    }


def _value(file: Values, kind: str, key: str, value: Any) -> str | None:
    if key not in OF_A_KIND:
        return None
    way: Way = ("kinds", kind, key)
    setting, shown = Setting(key), repr(value)
    try:
        return canonical(setting, str(value))
    except NoSuchValueError:
        file.note(way, Wrong.NO_SUCH_VALUE, CLAUSES[setting], value=shown)
    except ResponseTooStrongError:
        clause = ROWS[DETECTOR_OF[setting]].against_stronger
        file.note(way, Wrong.FORBIDDEN_VALUE, clause, value=shown)
    except QuietTooLongError:
        file.note(way, Wrong.QUIET_TOO_LONG, Clause.ROUND_THE_CLOCK, most=LONGEST_QUIET)
    return None
