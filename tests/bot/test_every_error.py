"""Every error of VK.md's table (section 5), for everything that the bot asks of VK.

What is to happen is written out by hand from that page, and not taken from the code. Letters:

    r  tried again after a pause, and done then
    s  said otherwise at once: without what VK refused, or as a new message
    d  taken for done
    g  given up, once
    t  the chat is told
    m  the moderators are told
    a  the administrators are told what to mend
    c  the capability is off: from then on messages are removed instead
    f  it is remembered that the person takes no private messages
    n  the bot has no rights in the chat, o the bot is not in it any more: both are told once

Unlisted columns of a row are `ELSE`. 5, 27 and 1117 have a test of their own.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from loguru import logger

from bot.nursery import Nursery
from bot.vk.client import UNTIL_IT_WORKS, Manner, TokenRejected, VkRefused
from bot.vk.messenger import VkMessenger
from handlers.messenger import Fault, MessengerError
from rules.ids import ChatId, MemberId, MessageId
from rules.settings import Enforcement
from storage.effects import (
    Answer,
    Button,
    CloseWriting,
    DeleteMessages,
    Edit,
    Effect,
    Invite,
    Remove,
    Restrict,
    Send,
)
from storage.records import ChatState
from tests.bot.post_office import PostOffice, post_office
from tests.bot.scripted_vk import Asked, ScriptedVk, client_of, error, refusal, scripted_vk, well
from tests.variants import variants

ADMINISTRATOR = MemberId(900_000)
KEYBOARD = ((Button(label="Да", payload={"do": "it"}),),)
SENT = well([{"conversation_message_id": 77}])

COLUMNS = {
    "say": ("messages.send", SENT),
    "rich": ("messages.send", SENT),  # with buttons, in answer to a message
    "tell": ("messages.send", SENT),  # in private
    "edit": ("messages.edit", well(1)),
    "card": ("messages.edit", well(1)),  # with buttons that still wait
    "erase": ("messages.delete", well(1)),
    "mute": ("messages.changeConversationMemberRestrictions", well({"failed_member_ids": []})),
    "close": ("messages.disableChatWriting", well(1)),
    "kick": ("messages.removeChatUser", well(1)),
    "link": ("messages.getInviteLink", well({"link": "https://vk.me/join/x"})),
    "press": ("messages.sendMessageEventAnswer", well(1)),
}

ELSE = dict.fromkeys(COLUMNS, "g") | {"erase": "gt", "link": "gm"}
AGAIN = dict.fromkeys(COLUMNS, "r")
ALARM = {column: "".join(sorted({*letters, "a"})) for column, letters in ELSE.items()}
ALARM_AND_AGAIN = dict.fromkeys(COLUMNS, "ar") | {"press": "ag"}
"""A pop-up lives for a minute: nothing is to be gained by a pause."""
OUT = ELSE | dict.fromkeys(("say", "rich", "erase", "mute", "close", "kick"), "go")
DEAF = ELSE | {"tell": "fg", "link": "fgm"}
NO_MUTE = {"mute": "cg", "close": "cg"}
NOBODY = {"mute": "d", "close": "d"}

TABLE: Mapping[int, Mapping[str, str]] = {
    1: AGAIN,
    3: ELSE | NO_MUTE,
    6: AGAIN,
    7: ALARM | NO_MUTE,
    8: ELSE,
    9: AGAIN | {"press": "g"},
    10: AGAIN,
    12: ELSE,
    13: ELSE,
    14: ALARM_AND_AGAIN,
    15: ALARM | NO_MUTE | {"rich": "s", "erase": "gt", "kick": "g"},
    18: DEAF | NOBODY,
    20: ALARM | NO_MUTE,
    29: AGAIN | {"press": "g"},
    30: ELSE,
    36: ELSE,
    100: ELSE | NO_MUTE | {"rich": "s"},
    103: ELSE,
    104: ELSE | {"rich": "s", "erase": "d"},
    113: ALARM | {"mute": "ad", "close": "ad"},
    203: ELSE,
    900: DEAF,
    901: DEAF,
    902: DEAF,
    907: ELSE,
    908: ELSE,
    909: ELSE | {"card": "s"},
    910: ELSE,
    911: ELSE | {"rich": "s", "edit": "s", "card": "s"},
    912: ALARM,
    913: ELSE | {"rich": "s"},
    914: ELSE,
    917: OUT | dict.fromkeys(("erase", "mute", "close", "kick"), "gn"),
    919: ELSE,
    920: ELSE | {"card": "s"},
    921: ELSE | {"rich": "s"},
    922: OUT,
    924: ELSE,
    925: ELSE | dict.fromkeys(("say", "rich", "erase", "mute", "close", "kick"), "gn"),
    927: OUT,
    931: ELSE,
    932: OUT,
    935: ELSE | NOBODY | {"kick": "d"},
    936: DEAF | NOBODY | {"kick": "d"},
    939: ELSE,
    940: ELSE | {"rich": "s"},
    942: ELSE,
    943: ELSE,
    944: ELSE,
    945: OUT,
    946: OUT,
    947: ALARM,
    948: ELSE,
    949: ELSE | {"edit": "r", "card": "r"},
    950: ELSE,
    951: ELSE,
    952: ELSE,
    962: ELSE,
    967: ELSE,
    969: ELSE | {"rich": "s"},
    970: ELSE | {"rich": "s"},
    979: ELSE,
    981: ELSE,
    982: ELSE,
    983: ALARM,
    984: ALARM_AND_AGAIN,
    985: DEAF,
    987: DEAF,
    988: DEAF,
    990: AGAIN,
    995: AGAIN,
    1009: ELSE,
    1010: ELSE,
    1011: ELSE,
    1012: ELSE,
    1017: OUT,
    # no code of VK's that anybody knows
    77_777: ELSE,
}

READ = {
    # what an asker is told of; anything else is `Fault.REFUSED`
    **dict.fromkeys((7, 15, 917, 919, 925, 931), Fault.NO_RIGHTS),
    **dict.fromkeys((922, 927, 932, 945, 946, 1017), Fault.GONE),
    **dict.fromkeys((900, 901, 902), Fault.NOT_ALLOWED),
    **dict.fromkeys((909, 924), Fault.TOO_LATE),
}

SOON = {1, 6, 10, 990, 995}
"""Codes for which an asker is kept waiting; for a longer pause nobody would wait."""

READS: Mapping[str, tuple[str, Callable[[VkMessenger], Awaitable[object]], object]] = {
    "roster": (
        "messages.getConversationMembers",
        lambda messenger: messenger.roster(ChatId(2_000_000_001)),
        {"count": 0, "items": []},
    ),
    "people": ("users.get", lambda messenger: messenger.people([MemberId(1)]), []),
    "resolve": ("utils.resolveScreenName", lambda messenger: messenger.resolve("petrov"), []),
    "link": (
        "messages.getInviteLink",
        lambda messenger: messenger.invite_link(ChatId(2_000_000_001)),
        {"link": "https://vk.me/join/x"},
    ),
    "written": (
        "messages.getByConversationMessageId",
        lambda messenger: messenger.written(ChatId(2_000_000_001), [MessageId(1)]),
        {"count": 0, "items": []},
    ),
    "answered": (
        "messages.getByConversationMessageId",
        lambda messenger: messenger.answered_by(ChatId(2_000_000_001), MessageId(1)),
        {"count": 0, "items": []},
    ),
}

ALL_METHODS = (
    *dict.fromkeys(method for method, _ in COLUMNS.values()),
    *(READS[name][0] for name in ("roster", "people", "resolve", "written")),
    "docs.getMessagesUploadServer",
    "docs.save",
    "groups.getById",
    "groups.getLongPollServer",
    "groups.getLongPollSettings",
    "groups.getTokenPermissions",
    "groups.setLongPollSettings",
    "messages.enableChatWriting",
    "messages.getConversationsById",
    "messages.getHistory",
    "photos.getMessagesUploadServer",
    "photos.saveMessagesPhoto",
    "utils.getServerTime",
)


@dataclass
class Case:
    """One effect that VK refuses with one code, in a chat and about a person of its own."""

    column: str
    code: int
    chat: ChatId = field(init=False)
    person: MemberId = field(init=False)

    def __post_init__(self) -> None:
        self.chat = ChatId(2_000_000_000 + self.code)
        self.person = MemberId(self.code + 1_000)

    def effect(self, post: PostOffice) -> Effect:
        chat, person = self.chat, self.person
        match self.column:
            case "say":
                return Send(to=chat, private=False, text="слово")
            case "rich":
                return Send(
                    to=chat, private=False, text="слово", keyboard=KEYBOARD, reply_to=MessageId(5)
                )
            case "tell":
                return Send(to=person, private=True, text="слово")
            case "edit":
                return Edit(to=chat, ref="r", text="слово")
            case "card":
                return Edit(to=chat, ref="r", text="слово", keyboard=KEYBOARD)
            case "erase":
                return DeleteMessages(chat=chat, messages=(MessageId(5),))
            case "mute":
                until = post.clock.now() + timedelta(days=1)
                return Restrict(chat=chat, member=person, until=until)
            case "close":
                return CloseWriting(chat=chat)
            case "kick":
                return Remove(chat=chat, member=person)
            case "link":
                return Invite(to=person, chat=chat, text="слово")
            case _:
                return Answer(to=chat, member=person, press="x", text="слово")

    def is_it(self, asked: Asked) -> bool:
        """Whether a call is the effect's own, not a consequence."""
        text = asked.params.get("message")
        return text in {None, "слово"} and asked.method == COLUMNS[self.column][0]


@dataclass
class Post:
    """A post office with one administrator, before a VK that refuses by a script."""

    office: PostOffice
    vk: ScriptedVk

    async def prepare(self, case: Case) -> None:
        """Create the chat, the person, and a message to be edited."""
        await self.office.put_chat(case.chat, title="ИСП-21", state=ChatState.SERVED)
        await self.office.put_person(case.person)
        if case.column in {"edit", "card"}:
            await self.office.send_off(Send(to=case.chat, private=False, text="первое", ref="r"))
            await self.office.until_empty()

    def told_to_staff(self) -> list[str]:
        """Return the messages to the administrator."""
        return [
            asked.params["message"]
            for asked in self.vk.of("messages.send")
            if asked.params["peer_ids"] == str(ADMINISTRATOR)
        ]


@asynccontextmanager
async def open_post(folder: Path) -> AsyncIterator[Post]:
    async with (
        scripted_vk() as vk,
        client_of(vk, pace=1000) as client,
        post_office(folder, client, administrators=frozenset({ADMINISTRATOR})) as office,
        Nursery() as nursery,
    ):
        nursery.start(office.courier.run(), "courier")
        yield Post(office, vk)


async def what_happens(post: Post, case: Case) -> str:
    """Deliver an effect that VK refuses; return the letters of its consequences."""
    vk, (method, fine) = post.vk, COLUMNS[case.column]
    for each, answer in COLUMNS.values():
        vk.script(each, answer)
    await post.prepare(case)
    vk.script(method, error(case.code), fine)
    vk.asked.clear()
    log: list[str] = []
    sink = logger.add(log.append, format="{message}", level="DEBUG")
    try:
        await post.office.send_off(case.effect(post.office))
        await post.office.until_carried()
        if any("the administrators are told" in line for line in log):
            # that goes into the outbox a moment after its cause
            await post.office.until(lambda: post.told_to_staff())
        await post.office.until_carried()
    finally:
        logger.remove(sink)
    assert not any("went wrong" in line for line in log), log
    return "".join(sorted(await _letters(post, case, log)))


async def _letters(post: Post, case: Case, log: list[str]) -> set[str]:
    calls = sum(map(case.is_it, post.vk.asked))
    anew = [
        asked for asked in post.vk.of("messages.send") if asked.params["message"] == "слово"
    ] and case.column == "card"
    found: set[str] = set()
    if any(f"error {case.code}, later" in line for line in log):
        assert calls == 2
        found.add("r")
    elif calls == 2 or anew:
        found.add("s")
    else:
        assert calls == 1
        found.add("g" if any("given up" in line for line in log) else "d")
    async with post.office.storage.reading() as reading:
        chat = await reading.chat(case.chat)
        people = await reading.people([case.person])
    assert chat is not None
    said = [asked for asked in post.vk.of("messages.send") if not case.is_it(asked)]
    in_chat = [a for a in said if a.params["peer_ids"] == str(case.chat)]
    to_staff = post.told_to_staff()
    alarms = [text for text in to_staff if text.startswith("VK ")]
    assert len(alarms) < 2
    if alarms:
        found.add("a")
    if people[case.person].private is False:
        found.add("f")
    if chat.state is not ChatState.SERVED:
        found.add({ChatState.NO_RIGHTS: "n", ChatState.GONE: "o"}[chat.state])
        return found
    if len(to_staff) > len(alarms):
        found.add("m")
    if chat.enforcement is Enforcement.ERASE or (case.column == "close" and in_chat):
        found.add("c")
    elif [a for a in in_chat if a.params["message"] != "слово"]:
        found.add("t")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("column", COLUMNS)
async def test_every_code_has_the_documented_outcome(tmp_path: Path, column: str) -> None:
    expected = {code: row[column] for code, row in TABLE.items()}
    happened: dict[int, str] = {}
    async with open_post(tmp_path) as post:
        for code in TABLE:
            happened[code] = await what_happens(post, Case(column, code))
            # a trouble is told of once a day
            post.office.turn_on(timedelta(hours=25))

    wrong = {code: (happened[code], row) for code, row in expected.items() if happened[code] != row}
    assert wrong == {}


@pytest.mark.parametrize("name", variants(*READS))
async def test_an_asker_gets_the_documented_answer(vk: ScriptedVk, name: str) -> None:
    method, ask, fine = READS[name]
    rests: list[float] = []
    async with client_of(vk, pace=1000, rests=rests) as client:
        vk.script("messages.getConversationsById", well({"items": []}))
        for code in TABLE:
            vk.script(method, error(code), well(fine))
            vk.asked.clear()
            rests.clear()
            fault: Fault | None = None
            try:
                await ask(VkMessenger(client))
            except MessengerError as refused:
                fault = refused.fault
            except VkRefused as refused:
                pytest.fail(f"{refused} reached the asker")

            nobody = name == "resolve" and code == 100
            expected = None if code in SOON or nobody else READ.get(code, Fault.REFUSED)
            assert (code, fault) == (code, expected)
            assert (code, len(vk.of(method))) == (code, 2 if code in SOON else 1)


@pytest.mark.parametrize("method", ALL_METHODS)
@pytest.mark.parametrize("code", variants(5, 27, 1117))
async def test_a_token_that_is_refused_ends_the_process(
    vk: ScriptedVk, method: str, code: int
) -> None:
    unpublished = {"messages.changeConversationMemberRestrictions"} | {
        f"messages.{each}ChatWriting" for each in ("disable", "enable")
    }
    vk.script(method, error(code))

    if code == 27 and method in unpublished:
        with refusal(27):
            await vk.client.call(method, Manner(patience=0))
        return
    with pytest.raises(TokenRejected, match=r"\A.*VK_TOKEN.*\Z"):
        await vk.client.call(method, UNTIL_IT_WORKS)
    with pytest.raises(TokenRejected):
        await vk.client.until_rejected()
    assert len(vk.asked) == 1


@pytest.mark.parametrize("column", ["mute", "close"])
async def test_27_switches_off_what_vk_does_not_publish(tmp_path: Path, column: str) -> None:
    async with open_post(tmp_path) as post:
        assert await what_happens(post, Case(column, 27)) == "cg"


async def test_a_rest_from_a_method_holds_in_every_chat(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        post.vk.script("messages.send", error(29), SENT)
        post.vk.script("messages.delete", well(1))
        chats = [ChatId(2_000_000_000 + number) for number in (1, 2, 3)]

        await post.office.send_off(Send(to=chats[0], private=False, text="раз"))
        await post.office.until(lambda: post.vk.asked)
        await asyncio.sleep(0.05)
        await post.office.send_off(
            *(Send(to=chat, private=False, text="два") for chat in chats[1:])
        )
        await post.office.send_off(DeleteMessages(chat=chats[0], messages=(MessageId(1),)))
        await post.office.until(lambda: post.vk.of("messages.delete"))
        await asyncio.sleep(0.05)
        assert len(post.vk.of("messages.send")) == 1

        await post.office.until_carried()
        assert len(post.vk.of("messages.send")) == 4
