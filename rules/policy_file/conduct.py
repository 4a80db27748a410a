"""Reading the rules of conduct out of a policy file."""

from collections.abc import Mapping
from typing import Any

from rules.clauses import Clause
from rules.conduct import Rule
from rules.detectors.registry import Detector
from rules.ids import RuleNumber
from rules.policy_file.chats import check_kinds
from rules.policy_file.keys import LANGUAGES, OF_A_RULE, check_keys
from rules.policy_file.mistakes import Wrong
from rules.policy_file.values import NOTHING, Values
from rules.settings import Kind
from rules.toml_lines import Path as Way

_LONGEST_TITLE = 100
_LONGEST_TEXT = 1000
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
            read[place] = _rule(file, ("rules", place), values)
    _check_numbers(file, read)
    _check_length(file, read)
    if file.right("rules"):
        check_kinds(file, read.values())
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


def _rule(file: Values, way: Way, values: Mapping[str, Any]) -> Rule:
    detectors = values.get("detectors", [])
    if not isinstance(detectors, list) or not all(each in list(Detector) for each in detectors):
        clause, known = Clause.MODERATION, tuple(Detector)
        file.note((*way, "detectors"), Wrong.NOT_DETECTORS, clause, known=known)
        detectors = []
    kinds = values.get("kinds", [])
    if not isinstance(kinds, list) or not all(each in list(Kind) for each in kinds):
        file.note((*way, "kinds"), Wrong.NOT_KINDS, Clause.ADOPTION, known=tuple(Kind))
        kinds = []
    personal = values.get("personal", False)
    if not isinstance(personal, bool):
        file.note((*way, "personal"), Wrong.NOT_ONE_OF, known=("true", "false"))
    return Rule(
        number=RuleNumber(file.number((*way, "number"), least=1, most=999)),
        title=_translated(file, (*way, "title"), most=_LONGEST_TITLE, line=True),
        text=_translated(file, (*way, "text"), most=_LONGEST_TEXT, line=False),
        detectors=tuple(map(Detector, detectors)),
        kinds=frozenset(map(Kind, kinds)),
        personal=bool(personal),
        gravity=file.number((*way, "gravity"), least=1, most=99, usual=1),
    )


def _translated(file: Values, way: Way, *, most: int, line: bool) -> dict[str, str]:
    clause = Clause.ACQUAINTANCE
    values = file.get(way)
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
