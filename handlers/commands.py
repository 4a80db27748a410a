"""The commands, their names in both languages, and the parser of a command."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rules.acquaintance import READ_RULES, SEE_MEMBERS
from rules.apologies import APOLOGISE
from rules.appeals import APPEAL
from rules.blocks import BLOCK
from rules.chats import APPOINT, CHANGE_SETTINGS, SEE_CHAT
from rules.college import CHANGE_FAMILY
from rules.complaints import COMPLAIN
from rules.duty import SET_DUTY
from rules.figures import REPORT
from rules.invitations import INVITE, REVOKE_INVITATION
from rules.leavers import PLAN_DEPARTURE
from rules.reminders import REMIND
from rules.rights import (
    ASK_HELP,
    READ_JOURNAL,
    READ_OWN_JOURNAL,
    SEE_OWN_DATA,
    SEE_OWN_STANDING,
    SEE_STANDING,
    Deed,
)
from rules.settling import LIST_CARDS
from rules.signals import CALL_FOR_HELP
from rules.silence import END_SILENCE, SILENCE
from rules.suspensions import SUSPEND
from rules.suspicions import CHECK_TEXT
from rules.violations import ANNUL_VIOLATION, RECORD_VIOLATION, REMOVE_MESSAGE
from rules.wordlist import CHANGE_WORDS


class Command(StrEnum):
    """A command by its English name; `ROWS` has what is true of it."""

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
    COMPLAIN = "complain"
    SOS = "sos"
    SUSPEND = "suspend"
    NOTIFY = "notify"
    SUBSTITUTE = "substitute"
    HELP = "help"


class Group(StrEnum):
    """A group of commands in the help."""

    RULES = "rules"
    CONTEST = "contest"
    MEASURES = "measures"
    WATCH = "watch"
    PEOPLE = "people"
    CHAT = "chat"


def _(text: str) -> str:
    """Mark a text for the catalogues; it is translated where it is said."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is true of one command.

    `russian` is its name in Russian. The first of its `deeds` in the table of rights is its
    purpose; the others are what it may also do. `purpose` is its line in the help, in its `group`;
    None: not listed there. `usage` is how it is typed; both are texts of the catalogues.
    """

    russian: str
    group: Group | None
    deeds: tuple[Deed, ...]
    purpose: str
    usage: str = "{name}"


ROWS: Mapping[Command, Row] = {
    Command.VIOLATION: Row(
        russian="нарушение",
        group=Group.MEASURES,
        deeds=(RECORD_VIOLATION,),
        purpose=_("record a violation"),
        usage=_("{name} @name 3 explanation (or {name} 3 in answer to a message)"),
    ),
    Command.DELETE: Row(
        russian="удалить",
        group=Group.MEASURES,
        deeds=(REMOVE_MESSAGE,),
        purpose=_("remove a message"),
        usage=_("{name} 3 in answer to the message to remove"),
    ),
    Command.ANNUL: Row(
        russian="отменить",
        group=Group.MEASURES,
        deeds=(ANNUL_VIOLATION,),
        purpose=_("annul a record"),
        usage=_("{name} 12 the reason (12 is the number of the violation)"),
    ),
    Command.BLOCK: Row(
        russian="блок",
        group=Group.MEASURES,
        deeds=(BLOCK,),
        purpose=_("block"),
        usage=_("{name} @name 3 days (or a week, 12 h, until 25.11)"),
    ),
    Command.APOLOGY: Row(
        russian="извинения",
        group=Group.CONTEST,
        deeds=(APOLOGISE,),
        purpose=_("apologise if you are blocked"),
        usage=_("{name} the words of the apology"),
    ),
    Command.REMIND: Row(
        russian="напомнить",
        group=Group.MEASURES,
        deeds=(REMIND,),
        purpose=_("remind of the rules"),
        usage=_("{name}, {name} 2, or {name} @name 2"),
    ),
    Command.STATUS: Row(
        russian="статус",
        group=Group.RULES,
        deeds=(SEE_OWN_STANDING, SEE_STANDING),
        purpose=_("what is recorded of you"),
        usage=_("{name} or {name} @name"),
    ),
    Command.JOURNAL: Row(
        russian="журнал",
        group=Group.RULES,
        deeds=(READ_OWN_JOURNAL, READ_JOURNAL),
        purpose=_("the journal of measures"),
        usage=_("{name} or {name} @name"),
    ),
    Command.MEMBERS: Row(
        russian="участники",
        group=Group.PEOPLE,
        deeds=(SEE_MEMBERS,),
        purpose=_("who does not know the rules"),
    ),
    Command.RULES: Row(
        russian="правила",
        group=Group.RULES,
        deeds=(READ_RULES,),
        purpose=_("the rules of conduct"),
    ),
    Command.APPEAL: Row(
        russian="обжаловать",
        group=Group.CONTEST,
        deeds=(APPEAL,),
        purpose=_("contest a record or a block"),
        usage=_("{name} 12 what you do not agree with, or {name} block …"),
    ),
    Command.REPORT: Row(
        russian="отчёт",
        group=Group.CHAT,
        deeds=(REPORT,),
        purpose=_("figures for a period"),
        usage=_("{name}, {name} week, {name} september, {name} semester or {name} 01.09-30.11"),
    ),
    Command.CHAT: Row(
        russian="чат",
        group=Group.CHAT,
        deeds=(SEE_CHAT, CHANGE_SETTINGS),
        purpose=_("about this chat"),
        usage=_("{name}, or {name} group ISP-22"),
    ),
    Command.SETTINGS: Row(
        russian="настройки",
        group=Group.CHAT,
        deeds=(CHANGE_SETTINGS,),
        purpose=_("how I work here"),
        usage=_("{name}, or {name} quiet hours 22:00-07:00"),
    ),
    Command.INVITATION: Row(
        russian="приглашение",
        group=Group.PEOPLE,
        deeds=(INVITE, REVOKE_INVITATION),
        purpose=_("a link for newcomers"),
        usage=_("{name}, {name} one, or {name} revoke 2"),
    ),
    Command.SILENCE: Row(
        russian="тишина",
        group=Group.CHAT,
        deeds=(SILENCE, END_SILENCE),
        purpose=_("only moderators write"),
        usage=_("{name} 15 minutes, or {name} stop"),
    ),
    Command.MODERATOR: Row(
        russian="модератор",
        group=Group.PEOPLE,
        deeds=(APPOINT,),
        purpose=_("appoint or dismiss a moderator"),
        usage=_("{name} @name, or {name} @name off"),
    ),
    Command.OWN_DATA: Row(
        russian="мои данные",
        group=Group.RULES,
        deeds=(SEE_OWN_DATA,),
        purpose=_("everything that is kept about you"),
    ),
    Command.LEAVER: Row(
        russian="выбыл",
        group=Group.PEOPLE,
        deeds=(PLAN_DEPARTURE,),
        purpose=_("take a leaver out"),
        usage=_("{name} @name"),
    ),
    Command.FAMILY: Row(
        russian="семья",
        group=Group.PEOPLE,
        deeds=(CHANGE_FAMILY,),
        purpose=_("who is whose parent"),
        usage=_("{name} @parent @student, {name} @parent @student off, or {name} @name"),
    ),
    Command.WORDS: Row(
        russian="слова",
        group=Group.WATCH,
        deeds=(CHANGE_WORDS,),
        purpose=_("the chat's own words and links"),
        usage=_("{name}, {name} add crypto 4, or {name} remove crypto"),
    ),
    Command.CHECK: Row(
        russian="проверь",
        group=Group.WATCH,
        deeds=(CHECK_TEXT,),
        purpose=_("what I find in a text"),
        usage=_("{name} any text"),
    ),
    Command.CARDS: Row(
        russian="карточки",
        group=Group.WATCH,
        deeds=(LIST_CARDS,),
        purpose=_("what waits to be settled"),
    ),
    Command.COMPLAIN: Row(
        russian="сообщить",
        group=Group.CONTEST,
        deeds=(COMPLAIN,),
        purpose=_("report a message to the moderators"),
        usage=_("{name} in answer to the message"),
    ),
    Command.SOS: Row(
        russian="нужна помощь",
        # a button of the private menu: in a chat it would expose who types it
        group=None,
        deeds=(CALL_FOR_HELP,),
        purpose="",
        usage=_("{name}, and what has happened"),
    ),
    Command.SUSPEND: Row(
        russian="отстранить",
        group=Group.PEOPLE,
        deeds=(SUSPEND,),
        purpose=_("take a moderator's rights in the bot"),
        usage=_("{name} @name the reason, or {name} @name back"),
    ),
    Command.NOTIFY: Row(
        russian="уведомления",
        group=Group.WATCH,
        deeds=(SET_DUTY,),
        purpose=_("how I tell you of cases"),
        usage=_("{name}, {name} in the morning, or {name} nothing 20:00-7:00"),
    ),
    Command.SUBSTITUTE: Row(
        russian="замена",
        # the answer to `/уведомления` names it
        group=None,
        deeds=(SET_DUTY,),
        purpose="",
        usage=_("{name} @name until Friday, or {name} off"),
    ),
    Command.HELP: Row(
        russian="помощь",
        group=None,
        deeds=(ASK_HELP,),
        purpose="",
    ),
}
"""Every command."""


def groups_without(hidden: frozenset[Command]) -> tuple[Group, ...]:
    """Return the groups that have a command which is not `hidden`."""
    shown = {row.group for command, row in ROWS.items() if command not in hidden}
    return tuple(group for group in Group if group in shown)


_ALSO = {
    "н": Command.VIOLATION,
    # the letters of a keyboard that is switched to Latin, or that look the same
    **dict.fromkeys(("h", "n", "y"), Command.VIOLATION),
    "у": Command.DELETE,
    "выбыла": Command.LEAVER,
    "выбывший": Command.LEAVER,
    "беседа": Command.CHAT,
    "отчет": Command.REPORT,
    "обжалование": Command.APPEAL,
    "настройка": Command.SETTINGS,
    "пригласить": Command.INVITATION,
    "invite": Command.INVITATION,
    **dict.fromkeys(("ссылка", "инвайт"), Command.INVITATION),
    **dict.fromkeys(("модераторы", "админы"), Command.CHAT),
    "слово": Command.WORDS,
    "проверить": Command.CHECK,
    "карточка": Command.CARDS,
    "извинение": Command.APOLOGY,
    "заблокировать": Command.BLOCK,
    "напоминание": Command.REMIND,
    "данные": Command.OWN_DATA,
    "жалоба": Command.COMPLAIN,
    "пожаловаться": Command.COMPLAIN,
    **dict.fromkeys(("мне нужна помощь", "нужна", "сос", "i need help"), Command.SOS),
    "my data": Command.OWN_DATA,
    "начать": Command.HELP,
    "start": Command.HELP,
}

_OF_OTHERS = {
    **dict.fromkeys(
        ("бан", "забанить", "забань", "заблокируй", "мут", "замутить", "замьють", "мьют"),
        Command.BLOCK,
    ),
    **dict.fromkeys(("ban", "mute"), Command.BLOCK),
    **dict.fromkeys(
        ("варн", "пред", "предупреждение", "предупредить", "предупреди", "замечание", "запиши"),
        Command.VIOLATION,
    ),
    **dict.fromkeys(("warn", "strike"), Command.VIOLATION),
    **dict.fromkeys(("удали", "убери", "убрать", "del", "remove"), Command.DELETE),
    **dict.fromkeys(("отмена", "отмени", "undo", "unwarn"), Command.ANNUL),
    **dict.fromkeys(("напомни",), Command.REMIND),
    **dict.fromkeys(("нарушения", "варны", "преды", "профиль", "warns"), Command.STATUS),
    **dict.fromkeys(("история", "лог", "логи", "log", "history"), Command.JOURNAL),
    **dict.fromkeys(("команды", "меню", "хелп", "помоги", "commands", "menu"), Command.HELP),
    **dict.fromkeys(("апелляция",), Command.APPEAL),
    **dict.fromkeys(("извини", "извините", "прости", "простите", "sorry"), Command.APOLOGY),
}
"""Other bots' and people's words for the same act: carried out after a slash or an address, but not
after «!», where another bot in the chat may be meant."""

_OF_NO_COMMAND = dict.fromkeys(
    (
        *("кик", "кикни", "кикнуть", "исключи", "исключить", "исключение", "выгони", "выгнать"),
        *("kick", "expel"),
    ),
    (Command.VIOLATION, Command.BLOCK, Command.LEAVER),
)
"""Other bots' words for what no command does, with the commands that may be meant."""

_GIVING = frozenset(
    "дай дайте выдай выдайте поставь поставьте сделай сделайте покажи покажите give show".split()
)
"""Verbs before the name of a command: «дай предупреждение»."""

_OF_MENUS = {
    **dict.fromkeys(("дела", "cases"), Command.CARDS),
    **dict.fromkeys(("мои беседы", "беседы", "мои чаты", "чаты"), Command.CHAT),
    **dict.fromkeys(("my chats", "chats"), Command.CHAT),
    **dict.fromkeys(("мои записи", "записи", "мои нарушения", "что записано"), Command.STATUS),
    **dict.fromkeys(("что записано обо мне", "my records", "records"), Command.STATUS),
    **dict.fromkeys(("what is recorded of me",), Command.STATUS),
    **dict.fromkeys(("извиниться", "apologise", "apologize"), Command.APOLOGY),
    **dict.fromkeys(("contest",), Command.APPEAL),
}
"""The labels of the private conversation: alone in a message they are a command."""

_UNBLOCKING = re.compile(
    r"(?:раз(?:бан|бл|му[тч]|мь)|ан(?:бан|блок|мут)|сн(?:ять|ими|имай)|верн(?:и|ите|уть)$|un(?:ban|mute|block))"
    r"[\w-]*"
)
"""Matches words for what no command does: no moderator alone lifts a block (п. 5.12.6)."""

WHOSE = "?"
"""What stands after the name of a command whose person is to be asked for."""

_ABOUT_ANOTHER = {
    **dict.fromkeys(("запись о человеке", "записи о человеке"), Command.STATUS),
    "a person's record": Command.STATUS,
}
"""The labels that ask for somebody's record."""

_BY_NAME = {
    **{command.value: command for command in Command},
    **{row.russian: command for command, row in ROWS.items()},
    **_ALSO,
}

_ALONE = {
    name: command
    for name, command in {**_OF_OTHERS, **_BY_NAME, **_OF_MENUS}.items()
    # «начать» is a first word, to be greeted; «простите» is no apology yet, it is said to the bot
    if len(name) > 1
    and name not in {"начать", "start"}
    and not (name in _OF_OTHERS and command is Command.APOLOGY)
}
"""What is a command in private without a slash, where nothing else is said."""

_LABELS = frozenset(
    {
        *("Дела", "Мои беседы", "Беседы", "Запись о человеке", "Отчёт", "Помощь"),
        *("Мои записи", "Правила", "Извиниться", "Обжаловать", "Мне нужна помощь"),
        *("Cases", "My chats", "Chats", "A person's record", "Report", "Help"),
        *("My records", "Rules", "Apologise", "Contest", "I need help"),
    }
)
"""The labels of the menus; `handlers.menus` says which belong to whom."""

_WITH_WORDS = {
    "запись": Command.STATUS,
    **{
        name: command
        for name, command in _BY_NAME.items()
        if len(name) > 1 and ROWS[command].usage != "{name}"
    },
}
"""What begins a command in private without a slash: the names of those that take words."""

_BEGINS_WITH_ONE = re.compile(r"([^\W\d_][\w-]*)[,:]?\s+(.+)", re.DOTALL)

_COUNT = re.compile(r"\s*·\s*\d+\s*$")

_MARKS = re.compile(r"[.,!?…]+(?=\s|$)")

_POLITE = re.compile(
    r"(?:^|\s)(?:покажи(?:те)?|пришли(?:те)?|пожалуйста|хочу|можно|это|show|please|this)(?=$|\s)"
)

_KEYBOARD = str.maketrans("qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю")
"""What the keys of a keyboard that was left switched to Latin would have written."""

_LOOKS_LIKE_ONE = re.compile(r"^[/!]\s?([^\W\d_][\w-]*)(!|[,:]?)(?:\s+(.*))?$", re.DOTALL)

EMPHASIS = "!"
"""After the name of `/нарушение`: the message goes, too. It begins what `Typed.rest` says then."""

_BY_NAME_OF_THE_BOT = re.compile(
    r"(@)?(?:бот|порядок|bot|poryadok)(?:\s*([,!:])\s*|\s+)(?=\w)", re.IGNORECASE
)
"""«бот, помоги»: the comma tells an address from a sentence about a bot, as do «@» and a lone
command."""

_NEAR = 60
"""Least similarity of a suggestion, in percent (rapidfuzz's ratio)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A command as typed; `rest` is the text after its name."""

    command: Command
    rest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Text that looks like a command; `perhaps` are the commands that may be meant.

    `unblocks`: it asks to end a block, which no command does. `is_clear`: the word is known, but
    what it asks for is done by no command. `rest` is the text after the word.
    """

    word: str
    perhaps: tuple[Command, ...]
    slash: bool
    unblocks: bool = False
    is_clear: bool = False
    rest: str = ""

    @property
    def resembles_nothing(self) -> bool:
        """Whether it is like no command and like no wish to end a block."""
        return not self.perhaps and not self.unblocks


def without_address(text: str, community_names: frozenset[str]) -> str:
    """Strip a leading mention of the bot, as a token or as `@name`, with a comma.

    `community_names` are the names by which people address it.
    """
    stripped = text.lstrip()
    if not stripped or stripped[0] not in "[@*":
        return stripped
    match = re.match(r"(?:\[([\w.]+)\|[^\]]*\]|[@*]([\w.]+)(?:\s*\([^)]*\))?)[,:]?\s*", stripped)
    if match is None or (match[1] or match[2]).casefold() not in community_names:
        return stripped
    return stripped[match.end() :]


def read_command(text: str, community_names: frozenset[str]) -> Typed | Unknown | None:
    """Parse a command from a message; None if the message is no command.

    A slash is not needed where the bot is addressed: «@bot помощь», «бот, помоги».
    """
    bare = without_address(text, community_names)
    if bare[:1] in _NEAR_THE_SLASH:
        # only a command's own name: «.н 3» is a slip of the keyboard, other words are a sentence
        typed = _read(f"!{bare[1:]}")
        return typed if isinstance(typed, Typed) else None
    if bare[:1] not in "/!":
        called = _BY_NAME_OF_THE_BOT.match(bare)
        if called is not None:
            bare = bare[called.end() :]
            if called[1] is None and called[2] is None:
                return _alone(bare)
        elif bare == text.lstrip():
            return None
        # addressed words that are no command are conversation
        typed = _read(f"/{bare}")
        return typed if isinstance(typed, Typed) else None
    return _read(bare)


def read_plainly(text: str) -> Typed | None:
    """Parse a command given in private without a slash; None if the text is conversation.

    «Дела · 3» is the label of a button that was tapped.
    """
    alone = _alone(text)
    if alone is not None:
        return alone
    match = _BEGINS_WITH_ONE.fullmatch(text.strip())
    if match is None:
        return None
    command = _WITH_WORDS.get(match[1].casefold())
    return None if command is None else Typed(command=command, rest=match[2].strip())


def _alone(text: str) -> Typed | None:
    plain = _COUNT.sub("", text).casefold()
    said = " ".join(_POLITE.sub(" ", _MARKS.sub(" ", plain)).split())
    if said in _ABOUT_ANOTHER:
        return Typed(command=_ABOUT_ANOTHER[said], rest=WHOSE)
    return Typed(command=_ALONE[said], rest="") if said in _ALONE else None


def is_label(text: str) -> bool:
    """Return whether a private message is the label of a menu, as a tap sends it."""
    return _COUNT.sub("", text) in _LABELS


def _read(bare: str) -> Typed | Unknown | None:
    match = _LOOKS_LIKE_ONE.match(bare)
    if match is None:
        return _switched(bare)
    word, rest = match[1].casefold(), (match[3] or "").strip()
    if match[2] == EMPHASIS:
        if _BY_NAME.get(word) is not Command.VIOLATION:
            return None
        return Typed(command=Command.VIOLATION, rest=f"{EMPHASIS} {rest}".strip())
    slash = bare[0] != "!"
    second, *others = rest.split(maxsplit=1) or [""]
    after_both = others[0] if others else ""
    command = _BY_NAME.get(f"{word} {second.casefold()}")
    if command is not None:
        return Typed(command=command, rest=after_both)
    if slash and word in _GIVING and _command_of(second.casefold(), slash=True) is not None:
        word, rest = second.casefold(), after_both
    elif (glued := _GLUED.fullmatch(word)) and _command_of(glued[1], slash=slash) is not None:
        word, rest = glued[1], f"{glued[2]} {rest}".strip()
    command = _command_of(word, slash=slash)
    unblocks = slash and _unblocks(word, rest, command)
    if command is not None and not unblocks:
        return Typed(command=command, rest=rest)
    if unblocks:
        return Unknown(word=match[1], perhaps=(), slash=slash, unblocks=True, rest=rest)
    if slash and word in _OF_NO_COMMAND:
        perhaps = _OF_NO_COMMAND[word]
        return Unknown(word=match[1], perhaps=perhaps, slash=slash, is_clear=True, rest=rest)
    if _UNBLOCKING.fullmatch(word) is not None:
        return Unknown(word=match[1], perhaps=(Command.ANNUL,), slash=slash, rest=rest)
    return _switched(bare) or Unknown(word=match[1], perhaps=_nearest(word), slash=slash, rest=rest)


def _command_of(word: str, *, slash: bool) -> Command | None:
    return _BY_NAME.get(word) or (_OF_OTHERS.get(word) if slash else None)


_NEAR_THE_SLASH = (".", "\\")
"""What the keys at the place of the slash write on other keyboards."""

_GLUED = re.compile(r"([^\W\d_]+)(\d+)")
"""Matches a command's name with its number: «н3»."""


def _switched(bare: str) -> Unknown | None:
    """Return the command that was typed on a keyboard switched to Latin: «/yfheitybt 3»."""
    word, *others = bare[1:].casefold().translate(_KEYBOARD).split(maxsplit=1) or [""]
    command = _BY_NAME.get(word)
    if command is None or not re.search("[a-z]", bare.casefold()):
        return None
    said = bare[1:].split(maxsplit=1)[0]
    rest = others[0] if others else ""
    return Unknown(word=said, perhaps=(command,), slash=bare[0] != "!", rest=rest)


def _unblocks(word: str, rest: str, command: Command | None) -> bool:
    """Return whether a command asks to end a block: «разбань», «отменить блок», «сними мут»."""
    if command is Command.ANNUL:
        return asks_for_block(rest)
    return (
        command is None
        and _UNBLOCKING.fullmatch(word) is not None
        and _A_RECORD.match(rest) is None
    )


def asks_for_block(rest: str) -> bool:
    """Return whether the words after «отменить» mean a block and no record."""
    return _A_BLOCK.match(rest) is not None


_A_BLOCK = re.compile(r"(?:блок|бан|мут|block|ban|mute)", re.IGNORECASE)

_A_RECORD = re.compile(r"(?:запис|наруш|варн|пред|violation|record|\d)", re.IGNORECASE)
"""Matches what is taken off a person with `/отменить`: «сними нарушение»."""


def read_unblocking(text: str) -> str | None:
    """Return the words after «разблокируйте» in a short message that asks for it, or None."""
    word, *others = text.strip().split(maxsplit=1) or [""]
    rest = others[0] if others else ""
    asks = len(rest.split()) <= _FEW and _unblocks(word.casefold().strip(".,!?"), rest, None)
    return rest if asks else None


_FEW = 4
"""Words after «разблокируйте» that still ask for it; more are a story."""


def _nearest(word: str) -> tuple[Command, ...]:
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, list(_BY_NAME), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return (_BY_NAME[found[0]],) if found else ()


def command_within(text: str, among: Collection[Command]) -> Command | None:
    """Return the first of these commands that a word of a sentence names, also with a typo."""
    from rapidfuzz import fuzz, process

    names = {
        name: command
        for name, command in {**_BY_NAME, **_OF_OTHERS, **_OF_MENUS}.items()
        if command in among and len(name) >= _LONG_ENOUGH
    }
    for word in re.findall(r"[^\W\d_]+", text.casefold()):
        if len(word) >= _LONG_ENOUGH:
            found = process.extractOne(word, list(names), scorer=fuzz.ratio, score_cutoff=_ALIKE)
            if found:
                return names[found[0]]
    return None


_LONG_ENOUGH = 5
"""Letters of a word from which a typo in it is recognised."""

_ALIKE = 80
"""How alike (of 100) a word has to be to a command's name."""
