"""Every call of the emulator, and every kind of event, played once over HTTP."""

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any, NamedTuple

import aiohttp

from bot.sandbox.college import seed_college
from bot.sandbox.conversations import SandboxClock
from bot.sandbox.server import serve
from bot.sandbox.world import PersonId, World

GROUP_CHAT, PARENTS_CHAT = 2000000001, 2000000002
TEACHER, STUDENT, OTHER = PersonId(101), PersonId(201), PersonId(202)
PARENT = PersonId(301)
LINKED, REQUESTED, CALLED, CALL_LINKED = (PersonId(number) for number in (301, 302, 303, 304))

CASES = ",".join(
    f"{part}_name_{case}"
    for case in ("nom", "gen", "dat", "acc", "ins", "abl")
    for part in ("first", "last")
)
KEYBOARD = json.dumps(
    {
        "inline": True,
        "buttons": [
            [
                {
                    "action": {"type": "callback", "label": "Да", "payload": '{"yes": 1}'},
                    "color": "positive",
                }
            ]
        ],
    }
)

UNPUBLISHED = "messages.changeConversationMemberRestrictions"
CLOSING = ("messages.disableChatWriting", "messages.enableChatWriting")

EVENTS = ("message_new", "message_edit", "message_event", "message_allow", "message_deny")
"""The events that the bot switches on."""


class Asked(NamedTuple):
    method: str
    params: Mapping[str, Any]
    answer: dict[str, Any]


class Played(NamedTuple):
    """Every call with its answer, and every update that came meanwhile."""

    asked: list[Asked]
    events: list[dict[str, Any]]

    def answers(self, method: str) -> list[dict[str, Any]]:
        """Return the answers of one method that are no errors."""
        found = [one.answer for one in self.asked if one.method == method]
        return [answer for answer in found if "error" not in answer]


class Asker:
    """Calls the emulator over HTTP and records its answers."""

    def __init__(self, http: aiohttp.ClientSession, url: str, token: str) -> None:
        self._http = http
        self._url = url
        self._token = token
        self.asked: list[Asked] = []

    async def __call__(self, method: str, **params: object) -> Any:
        form = {key: str(value) for key, value in params.items()}
        form |= {"v": "5.199"} | ({"access_token": self._token} if self._token else {})
        async with self._http.post(f"{self._url}/method/{method}", data=form) as response:
            answer = json.loads(await response.read())
        self.asked.append(Asked(method, params, answer))
        return answer.get("response")


def empty_world() -> World:
    """Return a world to play in."""
    world = World(clock=SandboxClock(), group_id=1, token="schema")
    world.limits.per_second = None
    return world


async def play(world: World | None = None) -> Played:
    """Play once everything that the emulator offers, in an empty world."""
    world = world or empty_world()
    async with serve(world) as url, aiohttp.ClientSession() as http:
        ask = Asker(http, url, world.token)
        await _ask_about_community(ask)
        await _register_callback(ask)
        server = await ask("groups.getLongPollServer", group_id=1)
        seed_college(world)
        await _ask_about_people(ask)
        await _write(ask, world)
        await _send_files(ask, http)
        await _attach_and_edit(ask, world)
        await _moderate(ask, world)
        _come_and_go(world)
        await _make_mistakes(ask, http, url)
        return Played(ask.asked, [event async for event in _events(http, server)])


async def _ask_about_community(ask: Asker) -> None:
    await ask("groups.getById")
    await ask("groups.getById", group_id=1)
    await ask("groups.getTokenPermissions")
    await ask("groups.getLongPollSettings", group_id=1)
    events = dict.fromkeys(EVENTS, 1)
    await ask("groups.setLongPollSettings", group_id=1, enabled=1, api_version="5.199", **events)
    await ask("utils.getServerTime")


async def _register_callback(ask: Asker) -> None:
    server = {"url": "http://127.0.0.1:9/callback", "title": "Poryadok", "secret_key": "secret12"}
    await ask("groups.getCallbackConfirmationCode", group_id=1)
    number = (await ask("groups.addCallbackServer", group_id=1, **server))["server_id"]
    ours = {"group_id": 1, "server_id": number}
    await ask("groups.editCallbackServer", **ours, **server)
    await ask("groups.setCallbackSettings", **ours, api_version="5.199", **dict.fromkeys(EVENTS, 1))
    await ask("groups.getCallbackSettings", **ours)
    await ask("groups.getCallbackServers", group_id=1)
    await ask("groups.deleteCallbackServer", **ours)


async def _ask_about_people(ask: Asker) -> None:
    await ask("users.get", user_ids=f"{TEACHER},{STUDENT}")
    await ask("users.get", user_ids=TEACHER, fields=f"screen_name,sex,{CASES}")
    for name in ("m.knizhnikova", "club1", "nobody_at_all"):
        await ask("utils.resolveScreenName", screen_name=name)
    await ask("messages.getConversationMembers", peer_id=GROUP_CHAT)
    await ask(
        "messages.getConversationMembers",
        peer_id=GROUP_CHAT,
        offset=2,
        count=5,
        extended=1,
        fields=f"screen_name,{CASES}",
    )
    await ask("messages.getConversationsById", peer_ids=GROUP_CHAT)
    await ask("messages.getConversationsById", peer_ids=GROUP_CHAT, extended=1)
    await ask("messages.getConversationsById", peer_ids=PARENTS_CHAT)


async def _write(ask: Asker, world: World) -> None:
    asked_for = world.write(GROUP_CHAT, STUDENT, "Здравствуйте!")
    world.write(GROUP_CHAT, OTHER, "И вам здравствуйте", reply_to=asked_for)
    await ask("messages.send", peer_ids=OTHER, random_id=1, message="Вы меня ещё не знаете")
    world.write(STUDENT, STUDENT, "Привет, бот")
    await ask("messages.send", peer_id=STUDENT, random_id=2, message="Привет")
    reply = {"peer_id": GROUP_CHAT, "conversation_message_ids": [asked_for], "is_reply": True}
    [sent] = await ask(
        "messages.send",
        peer_ids=GROUP_CHAT,
        random_id=3,
        message="Согласны?",
        keyboard=KEYBOARD,
        forward=json.dumps(reply),
        disable_mentions=1,
        dont_parse_links=1,
    )
    own = sent["conversation_message_id"]
    press = world.press(GROUP_CHAT, STUDENT, own, "Да")
    popup = json.dumps({"type": "show_snackbar", "text": "Записано."})
    await ask(
        "messages.sendMessageEventAnswer",
        event_id=press,
        user_id=STUDENT,
        peer_id=GROUP_CHAT,
        event_data=popup,
    )
    world.write(GROUP_CHAT, STUDENT, "Да", reply_to=own)
    ids = f"{asked_for},{asked_for + 1},{own}"
    for extended in (0, 1):
        await ask(
            "messages.getByConversationMessageId",
            peer_id=GROUP_CHAT,
            conversation_message_ids=ids,
            extended=extended,
        )
    for extended in (0, 1):
        await ask("messages.getHistory", peer_id=GROUP_CHAT, count=5, extended=extended)
    edited = {"message": "Спасибо.", "keyboard": '{"inline":true,"buttons":[]}'}
    await ask("messages.edit", peer_id=GROUP_CHAT, cmid=own, **edited)


async def _send_files(ask: Asker, http: aiohttp.ClientSession) -> None:
    names = []
    for kind, field, save in (
        ("photo", "photo", "photos.saveMessagesPhoto"),
        ("doc", "file", "docs.save"),
    ):
        server = await ask(f"{kind}s.getMessagesUploadServer", peer_id=STUDENT)
        form = aiohttp.FormData()
        form.add_field(field, b"content", filename="report.png")
        async with http.post(server["upload_url"], data=form) as response:
            sent = await response.json()
        saved = await ask(save, **sent, **({"title": "report.png"} if kind == "doc" else {}))
        thing = saved["doc"] if kind == "doc" else saved[0]
        names.append(f"{kind}{thing['owner_id']}_{thing['id']}")
    await ask(
        "messages.send",
        peer_id=STUDENT,
        random_id=11,
        message="Отчёт",
        attachment=",".join(names),
    )


async def _attach_and_edit(ask: Asker, world: World) -> None:
    for attached in (world.sticker(), world.voice(STUDENT, 7)):
        world.write(GROUP_CHAT, STUDENT, "", attachments=[attached])
    things = [world.file(STUDENT, "Отчёт.pdf"), world.photo(STUDENT)]
    linked = world.write(GROUP_CHAT, STUDENT, "см. https://example.org/a", attachments=things)
    once = world.write(GROUP_CHAT, OTHER, "", reply_to=linked, forwards=[(GROUP_CHAT, linked)])
    passed = [(GROUP_CHAT, once), (STUDENT, 1)]
    world.write(GROUP_CHAT, STUDENT, "и ещё", forwards=passed)
    world.write(GROUP_CHAT, STUDENT, "длинно " * 500)
    world.capabilities.edits_in_chats = True
    world.rewrite(GROUP_CHAT, STUDENT, linked, "короче: https://example.org/b")
    world.rewrite(STUDENT, STUDENT, 1, "Добрый день, бот")
    for extended in (0, 1):
        numbers = f"{linked},{once},{once + 1},{once + 2}"
        await ask("messages.getById", peer_id=GROUP_CHAT, cmids=numbers, extended=extended)


async def _moderate(ask: Asker, world: World) -> None:
    bad = world.write(GROUP_CHAT, STUDENT, "не по теме")
    teachers = world.write(GROUP_CHAT, TEACHER, "прошу по теме")
    await ask("messages.delete", peer_id=GROUP_CHAT, cmids=f"{bad},{teachers}", delete_for_all=1)
    muted = {"peer_id": GROUP_CHAT, "member_ids": f"{STUDENT},{TEACHER}"}
    await ask(UNPUBLISHED, **muted, action="ro", **{"for": 3600})
    await ask("messages.getConversationMembers", peer_id=GROUP_CHAT, count=1000)
    await ask(UNPUBLISHED, **muted, action="rw")
    for method in CLOSING:
        await ask(method, chat_id=1)
    await ask("messages.getInviteLink", peer_id=2000000001)
    await ask("messages.removeChatUser", chat_id=1, member_id=OTHER)


def _come_and_go(world: World) -> None:
    world.add_member(GROUP_CHAT, OTHER, by=TEACHER)
    world.add_member(GROUP_CHAT, LINKED, by=LINKED, how="link")
    world.add_member(GROUP_CHAT, REQUESTED, by=REQUESTED, how="message_request")
    world.add_member(GROUP_CHAT, CALLED, by=TEACHER, how="call")
    world.add_member(GROUP_CHAT, CALL_LINKED, by=CALL_LINKED, how="call_link")
    world.remove_member(GROUP_CHAT, LINKED, by=TEACHER)
    world.remove_member(GROUP_CHAT, CALLED, by=CALLED)
    world.allow_private(PARENT, True)
    world.allow_private(PARENT, False)
    world.write(PARENTS_CHAT, PARENT, "[club1|@poryadok] вы здесь?")
    world.remove_member(PARENTS_CHAT, world.bot_id, by=TEACHER)


async def _make_mistakes(ask: Asker, http: aiohttp.ClientSession, url: str) -> None:
    await ask("messages.nothing")
    await ask("messages.send", peer_id=GROUP_CHAT, random_id=9, mesage="опечатка")
    await ask("messages.send", peer_id=OTHER, random_id=9, message="Вы меня ещё не знаете")
    await ask("messages.getConversationMembers", peer_id=PARENTS_CHAT)
    stranger = Asker(http, url, "another token")
    await stranger("users.get", user_ids=1)
    ask.asked += stranger.asked


async def _events(
    http: aiohttp.ClientSession, server: dict[str, Any]
) -> AsyncIterator[dict[str, Any]]:
    ts = server["ts"]
    while True:
        question = {"act": "a_check", "key": server["key"], "ts": ts, "wait": "0"}
        async with http.get(server["server"], params=question) as response:
            answer = json.loads(await response.read())
        if not answer["updates"]:
            return
        ts = answer["ts"]
        for update in answer["updates"]:
            yield update
