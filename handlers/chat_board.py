"""The message of «Мои беседы»: which chats are chosen under it, and how it looks.

The message edits itself. What is chosen stands in a note about it, not in the buttons, so any
number of chats can be chosen and nobody can choose by a payload of their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any, Literal

from pydantic import Field

from handlers.across import Asked, Undoing
from handlers.conversation.buttons import (
    Id,
    Press,
    SettingPage,
    SettingsAt,
    SetTo,
    payload_of,
    read_press,
)
from handlers.conversation.keyboards import button, in_rows, paged
from handlers.conversation.scene import Scene
from handlers.events import Pressed
from handlers.overseeing import LookedAfter
from handlers.voice import quote
from handlers.words import my_chats as words
from rules.chats import ACT_IN_CHATS
from rules.ids import ChatId, MemberId
from storage.effects import Button, Colour, Keyboard
from storage.records import Chat

MINE = "my chats"


class InMyChats(Press, do="mine", deed=ACT_IN_CHATS):
    """A button of «Мои беседы»: what to show, or what to do in the chats chosen there.

    `chat` is the chat to choose, or whose settings to take over; `value` the act's choice, like
    `quiet_hours=off`; `page` counts from 0.
    """

    act: Literal[
        "list",
        "pick",
        "several",
        "all",
        "chosen",
        "page",
        "settings",
        "set",
        "like",
        "apply",
        "members",
        "journal",
        "report",
        "invite",
        "remind",
        "silence",
        "undo",
    ]
    chat: Id = 0
    value: Annotated[str, Field(max_length=110)] = ""
    page: Annotated[int, Field(ge=0, le=1000)] = 0


_A_ROW = 2
_NAVIGATION = 4
"""Most buttons in the row under the chats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What a person has chosen under one message: `chats`, or nothing yet.

    `picking`: they choose several. `act`, `value` and `source` are the press that waits for the
    choice, if a command asked for it. `undo` takes back what was done last.
    """

    ref: str
    chats: tuple[ChatId, ...] = ()
    picking: bool = False
    act: str = ""
    value: str = ""
    source: int = 0
    undo: tuple[Undoing, ...] = ()

    @property
    def waiting(self) -> InMyChats:
        """The press to carry out once the chats are chosen."""
        return InMyChats.model_validate(
            {"act": self.act or "page", "value": self.value, "chat": self.source}
        )


async def board_under(scene: Scene, pressed: Pressed) -> Board | None:
    """Return what is chosen under the pressed message; None if it is none of these."""
    if pressed.message is None:
        return None
    ref = await scene.work.ref_of(MemberId(pressed.peer), pressed.message)
    notice = None if ref is None else await scene.work.notice(MemberId(pressed.peer), ref)
    if notice is None or notice.kind != MINE:
        return None
    data: dict[str, Any] = notice.data
    return Board(
        ref=notice.ref,
        chats=tuple(ChatId(chat) for chat in data["chats"]),
        picking=data["picking"],
        act=data["act"],
        value=data["value"],
        source=data["source"],
        undo=tuple(data["undo"]),
    )


async def put(scene: Scene, asked: Asked, board: Board, text: str, keyboard: Keyboard) -> None:
    """Show the board's message, in place after a press, and store what is chosen under it."""
    data = asdict(board)
    data.pop("ref")
    await scene.note(board.ref, MINE, data, peer=asked.author)
    if isinstance(asked, Pressed):
        scene.change(board.ref, text, keyboard=keyboard, to=asked.author)
        scene.acknowledge(asked)
    else:
        scene.tell(asked.author, text, keyboard=keyboard, ref=board.ref)


def titles(chats: Iterable[ChatId], known: Sequence[LookedAfter]) -> list[str]:
    """Return the titles of chosen chats, in the order of all."""
    chosen = set(chats)
    return [each.chat.title for each in known if each.chat.chat in chosen]


def list_screen(
    scene: Scene, board: Board, known: Sequence[LookedAfter], page: int
) -> tuple[str, Keyboard]:
    """Return a page of the chats: what is wrong in each, and a button for each."""
    shown, turns = paged(
        scene.voice.texts,
        known,
        _page_size(scene),
        page,
        lambda turned: InMyChats(act="list", page=turned),
    )
    text = listed(scene, known, shown)
    if board.act:
        question = words.which_chats(scene.voice, one=board.act in ALONE)
        text = f"{text}\n{question}"
    served = [each for each in known if each.served]
    if len(known) == 1 and not served:
        return text, ()
    buttons = [_chat_button(scene, board, each, page) for each in shown]
    ways = (*turns, *_choosing(scene, board, page, len(served)))
    return text, (*in_rows(buttons, wide=_A_ROW), ways) if ways else in_rows(buttons, wide=_A_ROW)


def listed(scene: Scene, known: Sequence[LookedAfter], shown: Sequence[LookedAfter]) -> str:
    """Return a list of some of the chats, with what is wrong in each."""
    chats = tuple(
        words.ListedChat(
            chat=each.chat.title,
            state=each.chat.state,
            kind=each.kind,
            group=each.group,
            troubles=each.troubles,
        )
        for each in shown
    )
    wrong = sum(each.wrong for each in known)
    return words.listed(scene.voice, chats=chats, wrong=wrong, n=len(known))


ALONE = frozenset({"journal"})
"""Acts for one chat at a time."""


def _page_size(scene: Scene) -> int:
    able = scene.able
    return min(able.buttons - _NAVIGATION, (able.rows - 1) * _A_ROW)


def _choosing(scene: Scene, board: Board, page: int, served: int) -> tuple[Button, ...]:
    """Return how to choose several of the chats, or all."""
    if served <= 1 or board.act in ALONE:
        return ()
    _ = scene.voice.texts.gettext
    if board.picking:
        done = _("Done · {n}").format(n=len(board.chats))
        some = button(done, InMyChats(act="chosen"), Colour.GOOD)
    else:
        some = button(_("Several"), InMyChats(act="several", page=page))
    return some, button(_("All"), InMyChats(act="all"), Colour.MAIN)


def _chat_button(scene: Scene, board: Board, each: LookedAfter, page: int) -> Button:
    chat, title = each.chat.chat, _titled(scene, each.chat)
    colour = Colour.PLAIN
    if board.picking and chat in board.chats:
        title, colour = quote(f"✓ {title}", scene.able.label), Colour.GOOD
    return button(title, InMyChats(act="pick", chat=chat, page=page), colour)


def _titled(scene: Scene, chat: Chat) -> str:
    return quote(chat.title, scene.able.label) or f"№ {chat.chat}"


def page_keyboard(scene: Scene, board: Board, known: Sequence[LookedAfter]) -> Keyboard:
    """Return what can be done in the chosen chats."""
    _ = scene.voice.texts.gettext
    served = sum(each.served for each in known)
    several = len(board.chats) > 1
    acts: list[tuple[str, InMyChats]] = [
        (_("Settings"), InMyChats(act="settings")),
        *(((_("As in another chat"), InMyChats(act="like")),) if served > 1 else ()),
        (_("Who has not read the rules"), InMyChats(act="members")),
        *(() if several else ((_("Journal"), InMyChats(act="journal")),)),
        (_("Report"), InMyChats(act="report")),
        (_("Invitation"), InMyChats(act="invite")),
        (_("Remind of the rules"), InMyChats(act="remind")),
        (_("Quiet"), InMyChats(act="silence")),
    ]
    rows = in_rows([button(label, press) for label, press in acts], wide=_A_ROW)
    return (*rows, *to_the_list(scene, known))


def to_the_list(scene: Scene, known: Sequence[LookedAfter]) -> Keyboard:
    """Return «← К беседам», where there are others."""
    if len(known) <= 1:
        return ()
    label = scene.voice.texts.gettext("← To the chats")
    return ((button(label, InMyChats(act="list")),),)


def back(scene: Scene, press: InMyChats | None = None) -> Keyboard:
    """Return «← Назад»: to what can be done in the chosen chats, or another place."""
    label = scene.voice.texts.gettext("← Back")
    return ((button(label, press or InMyChats(act="page")),),)


def done_keyboard(scene: Scene, board: Board) -> Keyboard:
    """Return «Отменить», if the last act can be taken back, and «← Назад»."""
    _ = scene.voice.texts.gettext
    undoing = button(_("Undo"), InMyChats(act="undo"))
    (row,) = back(scene)
    return ((undoing, *row),) if board.undo else (row,)


def options_keyboard(
    scene: Scene, act: str, options: Sequence[tuple[str, str]], page: int
) -> Keyboard:
    """Return the choices of an act, as (label, value), by pages, and «← Назад»."""
    buttons = [
        button(quote(label, scene.able.label), _press(act, value=value)) for label, value in options
    ]
    return _by_pages(scene, act, buttons, page)


def sources_keyboard(scene: Scene, sources: Sequence[LookedAfter], page: int) -> Keyboard:
    """Return the chats whose settings can be taken over, by pages, and «← Назад»."""
    buttons = [
        button(_titled(scene, each.chat), InMyChats(act="like", chat=each.chat.chat))
        for each in sources
    ]
    return _by_pages(scene, "like", buttons, page)


def _by_pages(scene: Scene, act: str, buttons: Sequence[Button], page: int) -> Keyboard:
    shown, ways = paged(
        scene.voice.texts,
        buttons,
        _page_size(scene),
        page,
        lambda turned: _press(act, page=turned),
    )
    (row,) = back(scene)
    return (*in_rows(shown, wide=_A_ROW), (*ways, *row))


def _press(act: str, *, value: str = "", page: int = 0) -> InMyChats:
    return InMyChats.model_validate({"act": act, "value": value, "page": page})


def here(keyboard: Keyboard) -> Keyboard:
    """Return the keyboard of a chat's settings with buttons that are about the chosen chats."""
    return tuple(tuple(_here(each) for each in row) for row in keyboard)


def _here(shown: Button) -> Button:
    match read_press(shown.payload):
        case SettingsAt(setting=setting):
            press = InMyChats(act="settings", value="" if setting is None else setting.value)
        case SetTo(setting=setting, value=value):
            press = InMyChats(act="set", value=f"{setting.value}={value}")
        case SettingPage(detectors=detectors, more=more):
            value = DETECTORS if detectors else ""
            press = InMyChats(act="settings", value=value, page=more or 0)
        case other:
            raise AssertionError(other)
    return replace(shown, payload=payload_of(press))


DETECTORS = "detectors"
"""The value that shows the settings of the detectors."""


def common(values: Mapping[ChatId, str]) -> str | None:
    """Return the value that all chats have, or None."""
    held = set(values.values())
    return held.pop() if len(held) == 1 else None
