"""Reading the college's policy file; what would grant more than the regulation is refused."""

import re
import tomllib
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Any, NoReturn

from rules.clauses import Clause
from rules.conduct import Conduct, Rule
from rules.ids import RuleNumber
from rules.policy import (
    VIOLATIONS_THAT_NEVER_SUFFICE,
    Blocks,
    ForDays,
    Heat,
    Policy,
    SinceDayOfYear,
    Validity,
)
from rules.policy_values import PolicyFileError, Values, reach
from rules.terms import Span
from rules.toml_lines import Path as Way
from rules.toml_lines import lines_of

__all__ = ["LANGUAGES", "PolicyFileError", "load_policy", "read_policy"]

LANGUAGES = ("ru", "en")
"""The languages in which every rule of conduct has to be told."""

_MOST_TERMS = 9
"""Ten buttons go under a message (VK.md, 4), and one of them declines."""

_KEYS: dict[str, frozenset[str]] = {
    "": frozenset(
        {"version", "blocks", "violations", "apology", "reminders", "newcomers", "undo", "rules"}
    ),
    "blocks": frozenset({"threshold", "mode", "terms", "greatest", "ladder"}),
    "violations": frozenset({"since", "days"}),
    "apology": frozenset({"vote", "pause"}),
    "reminders": frozenset({"quiet", "violations", "people", "within"}),
    "newcomers": frozenset({"gathering"}),
    "undo": frozenset({"window"}),
    "rules": frozenset({"number", "title", "text", "detectors"}),
}


def read_policy(path: Path | None) -> Policy:
    """Read a college's policy file, or the default that comes with the bot (None).

    Raises `PolicyFileError` with the line and the clause of what is wrong.
    """
    if path is None:
        name = "default_policy.toml"
        return load_policy(resources.files("rules").joinpath(name).read_text("utf-8"), name)
    try:
        return load_policy(path.read_text("utf-8"), str(path))
    except UnicodeDecodeError:
        raise PolicyFileError(f"Файл правил {path}: сохраните его в кодировке UTF-8") from None
    except OSError as failure:
        raise PolicyFileError(
            f"Файл правил {path} не читается: {failure.strerror}; проверьте POLICY_FILE"
        ) from None


def load_policy(text: str, name: str) -> Policy:
    """Read a policy out of the text of a file of that name. Raises `PolicyFileError`."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        raise PolicyFileError(f"Файл правил {name}: это не TOML: {mistake}") from None
    return _Reader(values, lines_of(text.replace("\r\n", "\n")), name).policy()


class _Reader(Values):
    """Reads the values of a file; knows where each of them stands."""

    def policy(self) -> Policy:
        self._check_keys()
        return Policy(
            version=self.text(("version",), Clause.REVISION),
            conduct=Conduct(rules=self._rules()),
            threshold=self.number(
                ("blocks", "threshold"),
                least=VIOLATIONS_THAT_NEVER_SUFFICE,
                clause=Clause.BLOCK,
                why="блокировать можно только после более чем трёх нарушений",
            ),
            validity=self._validity(),
            blocks=self._mode(),
            terms=self._terms("terms", most=_MOST_TERMS),
            greatest_term=self.term(("blocks", "greatest"), self.get(("blocks", "greatest"))),
            ladder=self._terms("ladder", most=100),
            vote_length=self.duration(("apology", "vote"), Clause.FORGIVENESS),
            apology_pause=self.duration(("apology", "pause"), Clause.FORGIVENESS, least=0),
            reminder_quiet=self.duration(("reminders", "quiet"), Clause.REMINDER, least=0),
            heat=Heat(
                violations=self.number(
                    ("reminders", "violations"), least=2, clause=Clause.REMINDER
                ),
                people=self.number(("reminders", "people"), least=1, clause=Clause.REMINDER),
                within=self.duration(
                    ("reminders", "within"), Clause.REMINDER, most=timedelta(hours=1)
                ),
            ),
            gathering=self.duration(("newcomers", "gathering"), Clause.ACQUAINTANCE, least=0),
            undo_window=self.duration(("undo", "window"), Clause.GROUNDS, least=0),
        )

    def _check_keys(self) -> None:
        for key in self._values:
            if key not in _KEYS[""]:
                self._unknown((key,), "")
        for table, known in _KEYS.items():
            if table in {"", "rules"}:
                continue
            values = self._values.get(table, {})
            if not isinstance(values, dict):
                self.refuse((table,), f"[{table}] должно быть таблицей")
            for key in values:
                if key not in known:
                    self._unknown((table, key), table)

    def _unknown(self, way: Way, table: str) -> NoReturn:
        known = ", ".join(sorted(_KEYS[table]))
        self.refuse(way, f"неизвестный ключ {way[-1]}; здесь бывают: {known}")

    def _validity(self) -> Validity:
        table = self.get(("violations",))
        if ("since" in table) == ("days" in table):
            self.refuse(("violations",), "нужен ровно один из ключей since и days", Clause.BLOCK)
        if "days" in table:
            return ForDays(
                days=self.number(("violations", "days"), least=1, clause=Clause.BLOCK, most=3660)
            )
        since = table["since"]
        match = re.fullmatch(r"(\d\d)-(\d\d)", since) if isinstance(since, str) else None
        try:
            if match is None:
                raise ValueError
            # a day that every year has
            day = date(2023, int(match[1]), int(match[2]))
        except ValueError:
            self.refuse(
                ("violations", "since"),
                'since — день года вида "09-01" (месяц, число)',
                Clause.BLOCK,
            )
        return SinceDayOfYear(month=day.month, day=day.day)

    def _mode(self) -> Blocks:
        mode = self.get(("blocks", "mode"))
        if mode not in set(Blocks):
            known = " или ".join(f'"{each.value}"' for each in Blocks)
            self.refuse(("blocks", "mode"), f"mode бывает {known}", Clause.BLOCK)
        return Blocks(mode)

    def _terms(self, key: str, *, most: int) -> tuple[Span, ...]:
        way: Way = ("blocks", key)
        values = self.get(way)
        if not isinstance(values, list) or not 1 <= len(values) <= most:
            self.refuse(way, f"{key} — список сроков, от 1 до {most}", Clause.BLOCK)
        terms = tuple(self.term(way, value) for value in values)
        greatest = self.term(("blocks", "greatest"), self.get(("blocks", "greatest")))
        for term, value in zip(terms, values, strict=True):
            if reach(term) > reach(greatest):
                self.refuse(way, f"срок «{value}» больше наибольшего (greatest)", Clause.BLOCK)
        if len(set(terms)) < len(terms) and key == "terms":
            self.refuse(way, f"в {key} один срок назван дважды", Clause.BLOCK)
        return terms

    def _rules(self) -> tuple[Rule, ...]:
        rules = self.get(("rules",))
        if not isinstance(rules, list) or not rules:
            self.refuse(("rules",), "нужно хотя бы одно правило поведения", Clause.GROUNDS)
        read = [self._rule(index, rule) for index, rule in enumerate(rules)]
        seen: set[int] = set()
        for index, rule in enumerate(read):
            if rule.number in seen:
                self.refuse(
                    ("rules", index, "number"),
                    f"два правила с номером {rule.number}",
                    Clause.GROUNDS,
                )
            seen.add(rule.number)
        return tuple(sorted(read, key=lambda rule: rule.number))

    def _rule(self, index: int, values: Any) -> Rule:
        way: Way = ("rules", index)
        if not isinstance(values, dict):
            self.refuse(way, "правило должно быть таблицей [[rules]]", Clause.GROUNDS)
        for key in values:
            if key not in _KEYS["rules"]:
                self._unknown((*way, key), "rules")
        detectors = values.get("detectors", [])
        if not isinstance(detectors, list) or not all(isinstance(d, str) for d in detectors):
            self.refuse((*way, "detectors"), "detectors — список названий", Clause.MODERATION)
        return Rule(
            number=RuleNumber(
                self.number((*way, "number"), least=1, clause=Clause.GROUNDS, most=999)
            ),
            title=self._translated((*way, "title")),
            text=self._translated((*way, "text")),
            detectors=tuple(detectors),
        )

    def _translated(self, way: Way) -> dict[str, str]:
        values = self.get(way)
        if not isinstance(values, dict):
            self.refuse(way, f"{way[-1]} пишется на каждом языке: {way[-1]}.ru, {way[-1]}.en")
        for language in values:
            if language not in LANGUAGES:
                self.refuse((*way, language), f"язык {language} боту неизвестен")
        for language in LANGUAGES:
            if language not in values:
                self.refuse(
                    way,
                    f"нет перевода {way[-1]}.{language}: правила знакомят всех",
                    Clause.ACQUAINTANCE,
                )
        return {
            language: self.text((*way, language), Clause.ACQUAINTANCE) for language in LANGUAGES
        }
