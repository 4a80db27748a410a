"""The control of the world: what the page, and tests over HTTP, do as people of the sandbox."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, cast, get_args

from aiohttp import web

from bot.sandbox.answering import as_json
from bot.sandbox.conversations import FIRST_CHAT, Conversation, Message, PersonId
from bot.sandbox.errors import NotPossibleError
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.feed import News
from bot.sandbox.membership import JOINS
from bot.sandbox.world import World

_LONGEST_WAIT = 60.0

Act = Callable[[World, dict[str, Any]], Any]


def control_routes(world: World) -> list[web.RouteDef]:
    """Give the routes below `/sandbox/`."""

    def reading(read: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            return _attempt(read, world, dict(request.query))

        return handle

    def acting(act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            try:
                given = json.loads(await request.text())
            except ValueError:
                given = None
            if not isinstance(given, dict):
                return _refused("Запрос не понятен.")
            return _attempt(act, world, given)

        return handle

    async def clock(request: web.Request) -> web.StreamResponse:
        try:
            offset = float(request.query.get("offset", "nan"))
            wait = float(request.query.get("wait", "0"))
        except ValueError:
            return _refused("Запрос не понятен.")
        await world.clock.turned(offset, min(wait, _LONGEST_WAIT))
        return web.json_response(_clock(world))

    async def stream(request: web.Request) -> web.StreamResponse:
        return await _stream(world, request)

    return [
        web.get("/sandbox/world", reading(_world)),
        web.get("/sandbox/messages", reading(_messages)),
        web.get("/sandbox/calls", reading(_calls)),
        web.get("/sandbox/clock", clock),
        web.get("/sandbox/stream", stream),
        web.post("/sandbox/messages", acting(_write)),
        web.post("/sandbox/press", acting(_press)),
        web.post("/sandbox/chats", acting(_create_chat)),
        web.post("/sandbox/members", acting(_add_member)),
        web.post("/sandbox/members/remove", acting(_remove_member)),
        web.post("/sandbox/admins", acting(_set_admin)),
        web.post("/sandbox/clock", acting(_advance)),
        web.post("/sandbox/faults", acting(_add_fault)),
        web.post("/sandbox/capabilities", acting(_set_capabilities)),
    ]


def _attempt(act: Act, world: World, given: dict[str, Any]) -> web.Response:
    try:
        return web.json_response(act(world, given))
    except NotPossibleError as not_possible:
        return _refused(str(not_possible), 403)
    except (KeyError, TypeError, ValueError):
        return _refused("Запрос не понятен.")


def _refused(sentence: str, status: int = 400) -> web.Response:
    return web.json_response({"error": sentence}, status=status)


async def _stream(world: World, request: web.Request) -> web.StreamResponse:
    who = int(request.query.get("as", "0"))
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
    )
    with world.feed.listening(who) as queue:
        await response.prepare(request)
        await response.write(b": here\n\n")
        while (news := await queue.get()) is not None:
            data = json.dumps(news.data, ensure_ascii=False)
            try:
                await response.write(f"event: {news.kind}\ndata: {data}\n\n".encode())
            except (ConnectionError, asyncio.CancelledError):
                break
    return response


def _person(world: World, given: dict[str, Any]) -> PersonId:
    number = int(given["as"])
    if number not in world.people:
        raise NotPossibleError("Такого человека в песочнице нет.")
    return PersonId(number)


def _clock(world: World) -> dict[str, Any]:
    return {"now": world.clock.now_ms(), "offset": world.clock.offset}


def _world(world: World, given: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "clock": _clock(world),
        "group": {"id": world.group_id, "name": world.name},
        "zone": world.zone,
        "capabilities": {"restrict_members": world.capabilities.restrict_members},
        "people": [
            {
                "id": person.id,
                "first_name": person.first_name,
                "last_name": person.last_name,
                "screen_name": person.screen_name,
                "role": person.role,
            }
            for person in world.people.values()
        ],
    }
    if "as" in given:
        who = _person(world, given)
        private = world.private(who)
        seen = [
            chat
            for chat in world.conversations.values()
            if chat.is_chat and (who in chat.members or who in chat.former)
        ]
        answer["conversations"] = [_conversation(world, who, each) for each in (*seen, private)]
    return answer


def _conversation(world: World, who: PersonId, conversation: Conversation) -> dict[str, Any]:
    shown = world.messages(conversation.peer, seen_by=who)
    read = conversation.read.get(who, 0)
    bot = conversation.members.get(world.bot_id)
    return {
        "peer": conversation.peer,
        "title": conversation.title,
        "kind": "chat" if conversation.is_chat else "private",
        "members": [
            {
                "id": member.id,
                "is_admin": member.moderates,
                "is_owner": member.is_owner,
                "restricted": member.restricted,
            }
            for member in conversation.members.values()
        ],
        "in_chat": not conversation.is_chat or who in conversation.members,
        "bot": "absent" if bot is None else "admin" if bot.moderates else "member",
        "last": _message(shown[-1]) if shown else None,
        "unread": sum(
            message.conversation_message_id > read and message.from_id != who for message in shown
        ),
    }


def _message(message: Message) -> dict[str, Any]:
    reply = message.reply
    return {
        "peer": message.peer,
        "conversation_message_id": message.conversation_message_id,
        "from_id": message.from_id,
        "date": int(message.date.timestamp() * 1000),
        "text": message.text,
        "reply": None
        if reply is None
        else {
            "conversation_message_id": reply.conversation_message_id,
            "from_id": reply.from_id,
            "text": reply.text,
        },
        "keyboard": None
        if message.keyboard is None
        else [
            [
                {
                    "label": button.label,
                    "color": button.color or "secondary",
                    "type": button.kind,
                    **({"link": button.link} if button.link else {}),
                }
                for button in row
            ]
            for row in message.keyboard
        ],
        "inline": message.inline,
        "action": message.action,
        "edited": message.edited,
    }


def _messages(world: World, given: dict[str, Any]) -> dict[str, Any]:
    who, peer = _person(world, given), int(given["peer"])
    if peer < FIRST_CHAT and peer != who:
        raise NotPossibleError("Это чужая переписка.")
    shown = world.messages(peer, seen_by=who)
    if shown:
        world.conversations[peer].read[who] = shown[-1].conversation_message_id
    return {"messages": [_message(message) for message in shown]}


def _calls(world: World, given: dict[str, Any]) -> dict[str, Any]:
    since = int(given.get("since", 0))
    return {"calls": [as_json(call) for call in world.calls[since:]]}


def _write(world: World, given: dict[str, Any]) -> dict[str, Any]:
    reply_to = given.get("reply_to")
    number = world.write(
        int(given["peer"]),
        _person(world, given),
        str(given["text"]),
        reply_to=None if reply_to is None else int(reply_to),
    )
    return {"conversation_message_id": number}


def _press(world: World, given: dict[str, Any]) -> dict[str, Any]:
    event = world.press(
        int(given["peer"]),
        _person(world, given),
        int(given["conversation_message_id"]),
        row=int(given["row"]),
        column=int(given["column"]),
    )
    return {"event_id": event}


def _create_chat(world: World, given: dict[str, Any]) -> dict[str, Any]:
    title = str(given["title"]).strip()
    if not title:
        raise NotPossibleError("Назовите беседу.")
    members = [PersonId(int(number)) for number in given["members"]]
    return {"peer": world.create_chat(title, owner=_person(world, given), members=members)}


def _add_member(world: World, given: dict[str, Any]) -> dict[str, Any]:
    member, how = PersonId(int(given["member"])), str(given.get("how", "invite"))
    if how not in JOINS or (member != world.bot_id and member not in world.people):
        raise NotPossibleError("Так добавить нельзя.")
    world.add_member(int(given["peer"]), member, by=_person(world, given), how=how)
    return {}


def _remove_member(world: World, given: dict[str, Any]) -> dict[str, Any]:
    world.remove_member(
        int(given["peer"]), PersonId(int(given["member"])), by=_person(world, given)
    )
    return {}


def _set_admin(world: World, given: dict[str, Any]) -> dict[str, Any]:
    peer = int(given["peer"])
    if not world.member(peer, _person(world, given)).moderates:
        raise NotPossibleError("Назначать могут только администраторы беседы.")
    world.set_admin(peer, PersonId(int(given["member"])), bool(given["admin"]))
    return {}


def _advance(world: World, given: dict[str, Any]) -> dict[str, Any]:
    world.clock.advance(float(given["advance"]))
    world.feed.tell(News(kind="clock", data=_clock(world)))
    # a restriction may have come to its end
    world.feed.changed(None)
    return _clock(world)


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
    world.capabilities.restrict_members = bool(given["restrict_members"])
    world.feed.changed(None)
    return {}
