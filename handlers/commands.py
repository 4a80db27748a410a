"""The commands, their names in both languages, and the parser of a command."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Command(StrEnum):
    """A command by its English name; `RUSSIAN` has the names shown first."""

    VIOLATION = "violation"
    DELETE = "delete"
    ANNUL = "annul"
    BLOCK = "block"
    APOLOGY = "apology"
    REMIND = "remind"
    STATUS = "status"
    JOURNAL = "journal"
    MEMBERS = "members"
    RULES = "rules"
    APPEAL = "appeal"
    REPORT = "report"
    CHAT = "chat"
    SETTINGS = "settings"
    INVITATION = "invitation"
    SILENCE = "silence"
    MODERATOR = "moderator"
    OWN_DATA = "mydata"
    LEAVER = "leaver"
    FAMILY = "family"
    WORDS = "words"
    CHECK = "check"
    CARDS = "cards"
    HELP = "help"


RUSSIAN = {
    Command.VIOLATION: "нарушение",
    Command.DELETE: "удалить",
    Command.ANNUL: "отменить",
    Command.BLOCK: "блок",
    Command.APOLOGY: "извинения",
    Command.REMIND: "напомнить",
    Command.STATUS: "статус",
    Command.JOURNAL: "журнал",
    Command.MEMBERS: "участники",
    Command.RULES: "правила",
    Command.APPEAL: "обжаловать",
    Command.REPORT: "отчёт",
    Command.CHAT: "чат",
    Command.SETTINGS: "настройки",
    Command.INVITATION: "приглашение",
    Command.SILENCE: "тишина",
    Command.MODERATOR: "модератор",
    Command.OWN_DATA: "мои данные",
    Command.LEAVER: "выбыл",
    Command.FAMILY: "семья",
    Command.WORDS: "слова",
    Command.CHECK: "проверь",
    Command.CARDS: "карточки",
    Command.HELP: "помощь",
}


_ALSO = {
    "выбыла": Command.LEAVER,
    "выбывший": Command.LEAVER,
    "беседа": Command.CHAT,
    "отчет": Command.REPORT,
    "обжалование": Command.APPEAL,
    "настройка": Command.SETTINGS,
    "пригласить": Command.INVITATION,
    "invite": Command.INVITATION,
    "слово": Command.WORDS,
    "проверить": Command.CHECK,
    "карточка": Command.CARDS,
    "извинение": Command.APOLOGY,
    "заблокировать": Command.BLOCK,
    "напоминание": Command.REMIND,
    "данные": Command.OWN_DATA,
    "my data": Command.OWN_DATA,
    "начать": Command.HELP,
    "start": Command.HELP,
}


_ELSEWHERE = {
    **dict.fromkeys(("бан", "забанить", "мут", "замутить", "мьют", "ban", "mute"), Command.BLOCK),
    **dict.fromkeys(
        ("варн", "пред", "предупреждение", "предупредить", "замечание", "штраф", "warn"),
        Command.VIOLATION,
    ),
    **dict.fromkeys(("отмена", "снять", "undo", "unwarn"), Command.ANNUL),
    **dict.fromkeys(("нарушения", "варны", "преды", "профиль", "warns"), Command.STATUS),
    **dict.fromkeys(("история", "лог", "логи", "log", "history"), Command.JOURNAL),
    **dict.fromkeys(("команды", "меню", "хелп", "commands", "menu"), Command.HELP),
    **dict.fromkeys(("жалоба", "апелляция"), Command.APPEAL),
    **dict.fromkeys(("извини", "извините", "прости", "простите", "sorry"), Command.APOLOGY),
}
"""Other bots' names for a command: suggested after a slash, never carried out, because there they
do something slightly different."""


_BY_NAME = {
    **{command.value: command for command in Command},
    **{name: command for command, name in RUSSIAN.items()},
    **_ALSO,
}


_LOOKS_LIKE_ONE = re.compile(r"^[/!]\s?([^\W\d_][\w-]*)[,:]?(?:\s+(.*))?$", re.DOTALL)


_NEAR = 60
"""Least similarity of a suggestion, in percent (rapidfuzz's ratio)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A command as typed; `rest` is the text after its name."""

    command: Command
    rest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Text that looks like a command; `nearest` is the most similar command."""

    word: str
    nearest: Command | None
    slash: bool


def without_address(text: str, community_names: frozenset[str]) -> str:
    """Strip a leading mention of the community: `[club1|@bot]`, `@club1`, with a comma."""
    stripped = text.lstrip()
    if not stripped or stripped[0] not in "[@*":
        return stripped
    match = re.match(r"(?:\[([\w.]+)\|[^\]]*\]|[@*]([\w.]+)(?:\s*\([^)]*\))?)[,:]?\s*", stripped)
    if match is None or (match[1] or match[2]).casefold() not in community_names:
        return stripped
    return stripped[match.end() :]


def read_command(text: str, community_names: frozenset[str]) -> Typed | Unknown | None:
    """Parse a command from a message; None if the message is no command."""
    match = _LOOKS_LIKE_ONE.match(without_address(text, community_names))
    if match is None:
        return None
    word, rest = match[1].casefold(), (match[2] or "").strip()
    second, *others = rest.split(maxsplit=1) or [""]
    command = _BY_NAME.get(f"{word} {second.casefold()}")
    if command is not None:
        return Typed(command=command, rest=others[0] if others else "")
    command = _BY_NAME.get(word)
    if command is not None:
        return Typed(command=command, rest=rest)
    slash = text.lstrip()[:1] != "!"
    nearest = _ELSEWHERE.get(word) if slash else None
    return Unknown(word=match[1], nearest=nearest or _nearest(word), slash=slash)


def _nearest(word: str) -> Command | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, list(_BY_NAME), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return _BY_NAME[found[0]] if found else None
