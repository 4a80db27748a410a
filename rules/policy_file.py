"""Reading the college's policy file; what would grant more than the regulation is refused."""

import re
import tomllib
from collections.abc import Sequence
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

_DEFAULT = "default_policy.toml"

_MOST_TERMS = 9
"""Ten buttons go under a message (VK.md, 4), and one of them declines."""

_LONGEST_VERSION = 60
"""Characters. The version travels in a button, whose payload holds 255 (VK.md, 4)."""

_LONGEST_TITLE = 100
_LONGEST_TEXT = 1000
_MOST_OF_ALL_RULES = 3000
"""Characters. The rules are shown in one message of 4096, below a greeting by name."""

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
        return load_policy(resources.files("rules").joinpath(_DEFAULT).read_text("utf-8"), _DEFAULT)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise PolicyFileError(
            f"Файла правил {path} нет: проверьте POLICY_FILE или уберите эту настройку"
        ) from None
    except OSError as failure:
        raise PolicyFileError(
            f"Файл правил {path} не читается, проверьте POLICY_FILE и права ({failure.strerror})"
        ) from None
    try:
        # Windows' Notepad puts a mark before UTF-8
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as mistake:
        line = mistake.object[: mistake.start].count(b"\n") + 1
        raise PolicyFileError(
            f"Файл правил {path}, строка {line}: это не UTF-8, сохраните файл в этой кодировке"
        ) from None
    return load_policy(text, str(path))


def load_policy(text: str, name: str) -> Policy:
    """Read a policy out of the text of a file of that name. Raises `PolicyFileError`."""
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as mistake:
        raise PolicyFileError(_not_toml(text, name, mistake)) from None
    return _Reader(values, lines_of(text.replace("\r\n", "\n")), name).policy()


def _not_toml(text: str, name: str, mistake: Exception) -> str:
    # tomllib tells the place in its words only; a number or a nesting beyond all bounds has none
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(mistake))
    what, place = str(mistake), ""
    if found is not None:
        what = found[1]
        place = f", строка {found[2] or text.rstrip().count(chr(10)) + 1}"
    return (
        f"Файл правил {name}{place}: запись не по правилам TOML, "
        f"проверьте кавычки, скобки и повторы ({what})"
    )


class _Reader(Values):
    """Reads the values of a file; knows where each of them stands."""

    def policy(self) -> Policy:
        self._check_keys()
        return Policy(
            version=self.text(("version",), most=_LONGEST_VERSION, line=True),
            conduct=Conduct(rules=self._rules()),
            threshold=self.number(
                ("blocks", "threshold"),
                least=VIOLATIONS_THAT_NEVER_SUFFICE,
                why="блокировать можно только после более чем трёх нарушений",
            ),
            validity=self._validity(),
            blocks=self._mode(),
            terms=self._offered(),
            greatest_term=self.term(("blocks", "greatest")),
            ladder=self._terms("ladder", most=100),
            vote_length=self.duration(("apology", "vote")),
            apology_pause=self.duration(("apology", "pause"), least=0),
            reminder_quiet=self.duration(("reminders", "quiet"), least=0),
            heat=Heat(
                violations=self.number(("reminders", "violations"), least=2),
                people=self.number(("reminders", "people"), least=1),
                within=self.duration(("reminders", "within"), most=timedelta(hours=1)),
            ),
            gathering=self.duration(("newcomers", "gathering"), least=0),
            undo_window=self.duration(("undo", "window"), least=0),
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
                self.refuse((table,), f"{table} должно быть таблицей: [{table}]")
            for key in values:
                if key not in known:
                    self._unknown((table, key), table)

    def _unknown(self, way: Way, table: str) -> NoReturn:
        known = ", ".join(sorted(_KEYS[table]))
        self.refuse(way, f"неизвестный ключ {way[-1]}, здесь бывают: {known}")

    def _validity(self) -> Validity:
        table = self.get(("violations",))
        if ("since" in table) == ("days" in table):
            self.refuse(("violations",), "нужен ровно один из ключей since и days")
        if "days" in table:
            return ForDays(days=self.number(("violations", "days"), least=1, most=3660))
        since = table["since"]
        match = re.fullmatch(r"(\d\d)-(\d\d)", since) if isinstance(since, str) else None
        try:
            if match is None:
                raise ValueError
            # a day that every year has
            day = date(2023, int(match[1]), int(match[2]))
        except ValueError:
            self.refuse(("violations", "since"), 'since — день года вида "09-01" (месяц и число)')
        return SinceDayOfYear(month=day.month, day=day.day)

    def _mode(self) -> Blocks:
        mode = self.get(("blocks", "mode"))
        if mode not in list(Blocks):
            known = " или ".join(f'"{each.value}"' for each in Blocks)
            self.refuse(("blocks", "mode"), f"mode бывает {known}")
        return Blocks(mode)

    def _offered(self) -> tuple[Span, ...]:
        terms = self._terms("terms", most=_MOST_TERMS)
        for place, term in enumerate(terms):
            if term in terms[:place]:
                self.refuse(("blocks", "terms", place), "этот срок уже назван: уберите повтор")
        return terms

    def _terms(self, key: str, *, most: int) -> tuple[Span, ...]:
        values = self.get(("blocks", key))
        if not isinstance(values, list) or not 1 <= len(values) <= most:
            self.refuse(("blocks", key), f"{key} — список сроков, от 1 до {most}")
        terms = tuple(self.term(("blocks", key, place)) for place in range(len(values)))
        greatest = self.term(("blocks", "greatest"))
        for place, term in enumerate(terms):
            if reach(term) > reach(greatest):
                self.refuse(
                    ("blocks", key, place), f"срок «{values[place]}» больше наибольшего (greatest)"
                )
        return terms

    def _rules(self) -> tuple[Rule, ...]:
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
            if key not in _KEYS["rules"]:
                self._unknown((*way, key), "rules")
        detectors = values.get("detectors", [])
        if not isinstance(detectors, list) or not all(isinstance(d, str) for d in detectors):
            self.refuse((*way, "detectors"), "detectors — список названий", Clause.MODERATION)
        return Rule(
            number=RuleNumber(self.number((*way, "number"), least=1, most=999)),
            title=self._translated((*way, "title"), most=_LONGEST_TITLE, line=True),
            text=self._translated((*way, "text"), most=_LONGEST_TEXT, line=False),
            detectors=tuple(detectors),
        )

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
