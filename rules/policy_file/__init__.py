"""Reading the college's policy file; what would grant more than the regulation is refused."""

import re
import tomllib
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import NoReturn

from rules.conduct import Conduct
from rules.policy import SHORTEST_VOTE, VIOLATIONS_THAT_NEVER_SUFFICE, Heat, Policy
from rules.policy_file.blocks import BlockSections
from rules.policy_file.chats import ChatSections
from rules.policy_file.conduct import ConductSection
from rules.policy_file.detectors import DetectorSection
from rules.policy_file.keeping import KeepingSection
from rules.policy_file.keys import KEYS, LANGUAGES, known_in
from rules.policy_values import PolicyFileError
from rules.toml_lines import Path as Way
from rules.toml_lines import lines_of

__all__ = ["LANGUAGES", "PolicyFileError", "load_policy", "read_policy"]

_DEFAULT = "default_policy.toml"

_USUAL_APPEAL_TERM = timedelta(days=14)
_USUAL_DIALOGUE = timedelta(hours=1)

_LONGEST_VERSION = 60
"""Characters. The version travels in a button, whose payload holds 255 (VK.md, 4)."""


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


class _Reader(BlockSections, ConductSection, ChatSections, KeepingSection, DetectorSection):
    """Reads the values of a file; knows where each of them stands."""

    def policy(self) -> Policy:
        self._check_keys()
        version = self.text(("version",), most=_LONGEST_VERSION, line=True)
        rules = self.rules()
        self.check_kinds(rules)
        return Policy(
            version=version,
            conduct=Conduct(rules=rules),
            threshold=self.number(
                ("blocks", "threshold"),
                least=VIOLATIONS_THAT_NEVER_SUFFICE,
                why="блокировать можно только после более чем трёх нарушений",
            ),
            validity=self.validity(),
            blocks=self.mode(),
            terms=self.offered(),
            greatest_term=self.term(("blocks", "greatest")),
            ladder=self.terms("ladder", most=100),
            vote_length=self.vote_length(),
            apology_pause=self.duration(("apology", "pause"), least=0),
            reminder_quiet=self.duration(("reminders", "quiet"), least=0),
            heat=Heat(
                violations=self.number(("reminders", "violations"), least=2),
                people=self.number(("reminders", "people"), least=1),
                within=self.duration(("reminders", "within"), most=timedelta(hours=1)),
            ),
            gathering=self.duration(("newcomers", "gathering"), least=0),
            undo_window=self.duration(("undo", "window"), least=0),
            repeat_within=self.repeat_within(),
            kinds=self.kinds(),
            locked=self.locked(),
            longest_silence=self.longest_silence(),
            invitation_life=self.invitation_life(),
            appeal_term=self._appeal_term(),
            dialogue_length=self._dialogue_length(),
            keeping=self.keeping(),
            trust=self.trust(),
            permitted=self.permitted(),
        )

    def vote_length(self) -> timedelta:
        """Give how long participants may object. Raises `PolicyFileError`.

        Silence is consent (п. 5.12.6): nobody could be silent in a vote of a minute.
        """
        way: Way = ("apology", "vote")
        length = self.duration(way)
        if length < SHORTEST_VOTE:
            self.refuse(way, "vote должно быть не меньше часа: участникам нужно время возразить")
        return length

    def _appeal_term(self) -> timedelta:
        if "term" not in self._values.get("appeals", {}):
            return _USUAL_APPEAL_TERM
        return self.duration(("appeals", "term"))

    def _dialogue_length(self) -> timedelta:
        if "length" not in self._values.get("dialogues", {}):
            return _USUAL_DIALOGUE
        return self.duration(("dialogues", "length"), most=timedelta(days=1))

    def _check_keys(self) -> None:
        for key in self._values:
            if key not in KEYS[""]:
                self._unknown((key,), "")
        for table, known in KEYS.items():
            if table in {"", "rules"}:
                continue
            values = self._values.get(table, {})
            if not isinstance(values, dict):
                self.refuse((table,), f"{table} должно быть таблицей: [{table}]")
            for key in values:
                if key not in known:
                    self._unknown((table, key), table)

    def _unknown(self, way: Way, table: str) -> NoReturn:
        self.refuse(way, f"неизвестный ключ {way[-1]}, здесь бывают: {known_in(table)}")
