"""Reading the rules of conduct out of a policy file."""

from collections.abc import Sequence
from typing import Any

from rules.clauses import Clause
from rules.conduct import Rule
from rules.detectors.detection import Detector
from rules.ids import RuleNumber
from rules.policy_file.keys import KEYS, LANGUAGES, known_in
from rules.policy_values import Values
from rules.settings import Kind
from rules.toml_lines import Path as Way

_LONGEST_TITLE = 100
_LONGEST_TEXT = 1000
_MOST_OF_ALL_RULES = 3000
"""Characters. The rules are shown in one message of 4096, below a greeting by name."""


class ConductSection(Values):
    """The array of tables `rules`."""

    def rules(self) -> tuple[Rule, ...]:
        """Give the rules of conduct, by number. Raises `PolicyFileError`."""
        rules = self.get(("rules",))
        if not isinstance(rules, list) or not rules:
            self.refuse(("rules",), "нужно хотя бы одно правило общения: [[rules]]")
        read = [self._rule(place, rule) for place, rule in enumerate(rules)]
        for place, rule in enumerate(read):
            if any(rule.number == earlier.number for earlier in read[:place]):
                self.refuse(
                    ("rules", place, "number"),
                    f"второе правило с номером {rule.number}: дайте ему другой номер",
                )
        self._check_length(read)
        return tuple(sorted(read, key=lambda rule: rule.number))

    def _check_length(self, rules: Sequence[Rule]) -> None:
        for language in LANGUAGES:
            length = 0
            for place, rule in enumerate(rules):
                length += len(rule.title[language]) + len(rule.text[language])
                if length > _MOST_OF_ALL_RULES:
                    self.refuse(
                        ("rules", place),
                        f"правила вместе длиннее {_MOST_OF_ALL_RULES} знаков и не поместятся "
                        f"в одно сообщение ({language}): сократите",
                        Clause.ACQUAINTANCE,
                    )

    def _rule(self, place: int, values: Any) -> Rule:
        way: Way = ("rules", place)
        if not isinstance(values, dict):
            self.refuse(way, "правило должно быть таблицей: [[rules]]")
        for key in values:
            if key not in KEYS["rules"]:
                self.refuse(
                    (*way, key), f"неизвестный ключ {key}, здесь бывают: {known_in('rules')}"
                )
        detectors = values.get("detectors", [])
        if not isinstance(detectors, list) or not all(each in list(Detector) for each in detectors):
            known = ", ".join(Detector)
            self.refuse(
                (*way, "detectors"),
                f"detectors — список названий, бывают: {known}",
                Clause.MODERATION,
            )
        personal = values.get("personal", False)
        if not isinstance(personal, bool):
            self.refuse((*way, "personal"), "personal — true или false", Clause.GROUNDS)
        return Rule(
            number=RuleNumber(self.number((*way, "number"), least=1, most=999)),
            title=self._translated((*way, "title"), most=_LONGEST_TITLE, line=True),
            text=self._translated((*way, "text"), most=_LONGEST_TEXT, line=False),
            detectors=tuple(map(Detector, detectors)),
            kinds=self._kinds((*way, "kinds"), values.get("kinds", [])),
            personal=personal,
            gravity=self.number((*way, "gravity"), least=1, most=99) if "gravity" in values else 1,
        )

    def _kinds(self, way: Way, names: Any) -> frozenset[Kind]:
        if not isinstance(names, list) or not all(name in list(Kind) for name in names):
            known = ", ".join(Kind)
            self.refuse(way, f"kinds — список видов бесед, бывают: {known}", Clause.ADOPTION)
        return frozenset(Kind(name) for name in names)

    def _translated(self, way: Way, *, most: int, line: bool) -> dict[str, str]:
        clause = Clause.ACQUAINTANCE
        values = self.get(way)
        key = way[-1]
        if not isinstance(values, dict):
            self.refuse(way, f"{key} пишется на каждом языке: {key}.ru и {key}.en", clause)
        for language in values:
            if language not in LANGUAGES:
                known = " и ".join(LANGUAGES)
                self.refuse(
                    (*way, language), f"бот не знает языка {language}, только {known}", clause
                )
        for language in LANGUAGES:
            if language not in values:
                self.refuse(way, f"нет перевода: добавьте {key}.{language}", clause)
        return {
            language: self.text((*way, language), most=most, line=line, clause=clause)
            for language in LANGUAGES
        }
