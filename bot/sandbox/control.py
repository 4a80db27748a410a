"""The control API of the world: what the page, and tests over HTTP, do as people of the sandbox."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, fields
from typing import Any, cast, get_args

from aiohttp import web

from bot.sandbox.attachments import Attachment
from bot.sandbox.conversations import NotPossibleError, PersonId, is_chat
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.ground import LONGEST
from bot.sandbox.showing import Explain, clock_as_json, message_as_json, world_as_json
from bot.sandbox.world import JOINS, World


def person_in(world: World, given: dict[str, Any]) -> PersonId:
    """Return the person who asks. Raises `NotPossibleError` for a person not in the sandbox."""
    number = int(given["as"])
    if number not in world.people:
        raise NotPossibleError("Такого человека в песочнице нет.")
    return PersonId(number)


def text_in(given: dict[str, Any], name: str) -> str:
    """Return a text. Raises `TypeError` if it is none, `KeyError` if it is missing."""
    text = given[name]
    if not isinstance(text, str):
        raise TypeError(name)
    return text


def read_messages(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """Return the messages of a conversation, and mark them as read."""
    who, peer = person_in(world, given), int(given["peer"])
    if peer != who and not is_chat(peer):
        raise NotPossibleError("Это чужая переписка.")
    shown = world.messages(peer, seen_by=who)
    if shown:
        world.conversations[peer].read[who] = shown[-1].conversation_message_id
    return {"messages": [message_as_json(message) for message in shown]}


def write(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """Write a message, with attachments and forwarded messages."""
    reply_to, who = given.get("reply_to"), person_in(world, given)
    number = world.write(
        int(given["peer"]),
        who,
        text_in(given, "text"),
        reply_to=None if reply_to is None else int(reply_to),
        attachments=[_attachment(world, who, each) for each in given.get("attachments", ())],
        forwards=[
            (int(each["peer"]), int(each["conversation_message_id"]))
            for each in given.get("forwards", ())
        ],
    )
    return {"conversation_message_id": number}


def _attachment(world: World, who: PersonId, given: dict[str, Any]) -> Attachment:
    match given["kind"]:
        case "sticker":
            return world.sticker(int(given.get("number", 1)))
        case "voice":
            return world.voice(who, int(given.get("seconds", 5)))
        case "file":
            return world.file(who, text_in(given, "name"))
        case "photo":
            return world.photo(who)
        case _:
            raise NotPossibleError("Такое вложение отправить нельзя.")


def edit(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """Edit one's own message."""
    number = int(given["conversation_message_id"])
    world.rewrite(int(given["peer"]), person_in(world, given), number, text_in(given, "text"))
    return {}


def press(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """Press a button; a text button writes its label."""
    peer, who = int(given["peer"]), person_in(world, given)
    number, place = int(given["conversation_message_id"]), (int(given["row"]), int(given["column"]))
    if world.button(peer, who, number, place).kind == "text":
        return {"conversation_message_id": world.press_text(peer, who, number, place)}
    return {"event_id": world.press(peer, who, number, place)}


def open_link(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """Open one of VK's links."""
    return {"peer": world.open_link(text_in(given, "link").strip(), person_in(world, given))}


_LONGEST_WAIT = 60.0
_UNCLEAR = "Запрос не понятен."

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Act = Callable[[World, dict[str, Any]], dict[str, Any]]


def control_routes(world: World, explain: Explain) -> list[web.RouteDef]:
    """Return the routes below `/sandbox/`; `explain` returns the detectors' answers to a text."""

    def acting(act: Act) -> Handler:
        """Do what a GET's query or a POST's body asks for."""

        async def handle(request: web.Request) -> web.StreamResponse:
            given = dict(request.query) if request.method == "GET" else await _body(request)
            return web.json_response(act(world, given))

        return _refusing(handle)

    async def detect(request: web.Request) -> web.StreamResponse:
        try:
            given = await _body(request)
            text = text_in(given, "text")
        except (KeyError, TypeError, ValueError):
            return _refused(_UNCLEAR)
        if len(text) > LONGEST:
            return _refused(f"Текст слишком длинный: в нём больше {LONGEST} знаков.", 403)
        # a failing detector is our mistake, and must not look like the caller's
        return web.json_response({"answers": explain(text, bool(given.get("late")))})

    async def clock(request: web.Request) -> web.StreamResponse:
        offset = float(request.query.get("offset", "nan"))
        wait = float(request.query.get("wait", "0"))
        if not 0 <= wait <= _LONGEST_WAIT:
            raise ValueError(wait)
        if wait:
            world.clock.note_followed(offset)
        await world.clock.turned(offset, wait)
        return web.json_response(clock_as_json(world))

    async def stream(request: web.Request) -> web.StreamResponse:
        return await _stream(world, request)

    return [
        *(web.get(f"/sandbox/{path}", acting(act)) for path, act in _READING.items()),
        *(web.post(f"/sandbox/{path}", acting(act)) for path, act in _CHANGING.items()),
        web.get("/sandbox/clock", _refusing(clock)),
        web.get("/sandbox/stream", _refusing(stream)),
        web.post("/sandbox/detect", detect),
    ]


def _refusing(handle: Handler) -> Handler:
    """Answer with a sentence what is not possible (403), or not to be understood (400)."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await handle(request)
        except NotPossibleError as not_possible:
            return _refused(str(not_possible), 403)
        except (KeyError, TypeError, ValueError, OverflowError):
            return _refused(_UNCLEAR)

    return answer


def _refused(sentence: str, status: int = 400) -> web.Response:
    return web.json_response({"error": sentence}, status=status)


async def _body(request: web.Request) -> dict[str, Any]:
    given = json.loads(await request.text())
    if not isinstance(given, dict):
        raise TypeError(given)
    return given


async def _stream(world: World, request: web.Request) -> web.StreamResponse:
    who = person_in(world, dict(request.query))
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
    )
    with world.feed.listening(who) as queue:
        await response.prepare(request)
        await response.write(b": here\n\n")
        while (news := await queue.get()) is not None:
            kind, data = news
            told = json.dumps(data, ensure_ascii=False)
            try:
                await response.write(f"event: {kind}\ndata: {told}\n\n".encode())
            except (ConnectionError, asyncio.CancelledError):
                break
    return response


def _world(world: World, given: dict[str, Any]) -> dict[str, Any]:
    return world_as_json(world, person_in(world, given) if "as" in given else None)


def _calls(world: World, given: dict[str, Any]) -> dict[str, Any]:
    since = int(given.get("since", 0))
    return {"calls": [asdict(call) for call in world.calls[since:]]}


def _create_chat(world: World, given: dict[str, Any]) -> dict[str, Any]:
    title = text_in(given, "title").strip()
    if not title:
        raise NotPossibleError("Назовите беседу.")
    members = [PersonId(int(number)) for number in given["members"]]
    if not set(members) <= world.people.keys():
        raise NotPossibleError("Такого человека в песочнице нет.")
    return {"peer": world.create_chat(title, owner=person_in(world, given), members=members)}


def _add_member(world: World, given: dict[str, Any]) -> dict[str, Any]:
    member, how = PersonId(int(given["member"])), str(given.get("how", "invite"))
    if how not in JOINS or (member != world.bot_id and member not in world.people):
        raise NotPossibleError("Так добавить нельзя.")
    world.add_member(int(given["peer"]), member, by=person_in(world, given), how=how)
    return {}


def _remove_member(world: World, given: dict[str, Any]) -> dict[str, Any]:
    world.remove_member(
        int(given["peer"]), PersonId(int(given["member"])), by=person_in(world, given)
    )
    return {}


def _set_admin(world: World, given: dict[str, Any]) -> dict[str, Any]:
    peer = int(given["peer"])
    if not world.member(peer, person_in(world, given)).moderates:
        raise NotPossibleError("Назначать могут только администраторы беседы.")
    world.set_admin(peer, PersonId(int(given["member"])), bool(given["admin"]))
    return {}


def _advance(world: World, given: dict[str, Any]) -> dict[str, Any]:
    world.clock.advance(float(given["advance"]))
    world.feed.tell("clock", clock_as_json(world))
    # a restriction may have ended
    world.feed.changed(None)
    return clock_as_json(world)


def _add_fault(world: World, given: dict[str, Any]) -> dict[str, Any]:
    kind = str(given.get("kind", "error"))
    if kind not in get_args(Kind):
        raise NotPossibleError("Такой неисправности нет.")
    world.faults.add(
        Fault(
            method=str(given["method"]),
            code=int(given.get("code", 0)),
            kind=cast(Kind, kind),
            times=int(given.get("times", 1)),
            seconds=float(given.get("seconds", 0)),
        )
    )
    return {}


def _set_capabilities(world: World, given: dict[str, Any]) -> dict[str, Any]:
    known = {each.name for each in fields(world.capabilities)}
    if not given or not given.keys() <= known:
        raise KeyError
    for name, wanted in given.items():
        setattr(world.capabilities, name, bool(wanted))
    world.feed.changed(None)
    return {}


_READING: dict[str, Act] = {"world": _world, "messages": read_messages, "calls": _calls}
_CHANGING: dict[str, Act] = {
    "messages": write,
    "messages/edit": edit,
    "press": press,
    "open": open_link,
    "chats": _create_chat,
    "members": _add_member,
    "members/remove": _remove_member,
    "admins": _set_admin,
    "clock": _advance,
    "faults": _add_fault,
    "capabilities": _set_capabilities,
}
"""What is done by the paths below `/sandbox/`."""
