"""The world, its messages and the detectors' answers (п. 5.12.2) as JSON for the page."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.conversations import Conversation, Message, PersonId
from bot.sandbox.world import World
from handlers.voice import Voice
from handlers.words.detections import clearance_words, detector_words, label_words, sign_words
from locales.texts import Catalogues
from rules.assembly import watchers_for
from rules.conduct import Conduct
from rules.detectors.detection import Answer, Cleared, Detection
from rules.detectors.inspection import Inspection
from rules.detectors.message import NOBODYS
from rules.detectors.message import Message as Said
from rules.detectors.registry import Detector
from rules.ids import COLLEGE
from rules.policy_file import read_policy
from rules.responses import Response
from rules.settings import OF_DETECTOR, Setting, settings_from


def clock_as_json(world: World) -> dict[str, Any]:
    """Return the clock: now in milliseconds since 1970, and its offset in seconds."""
    return {"now": world.clock.now_ms(), "offset": world.clock.offset}


def world_as_json(world: World, who: PersonId | None) -> dict[str, Any]:
    """Return the world; for a person, with their present and former conversations."""
    answer: dict[str, Any] = {
        "clock": clock_as_json(world),
        "group": {"id": world.group_id, "name": world.name},
        "zone": world.zone,
        "story": world.story,
        "capabilities": asdict(world.capabilities),
        "people": [asdict(person) for person in world.people.values()],
    }
    if who is not None:
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
                "restricted": member.restricted or (conversation.closed and not member.moderates),
            }
            for member in conversation.members.values()
        ],
        "in_chat": not conversation.is_chat or who in conversation.members,
        "bot": "absent" if bot is None else "admin" if bot.moderates else "member",
        "last": message_as_json(shown[-1]) if shown else None,
        "unread": sum(
            message.conversation_message_id > read and message.from_id != who for message in shown
        ),
    }


def message_as_json(message: Message) -> dict[str, Any]:
    """Return a message."""
    reply = message.reply
    return {
        **_forwarded(message),
        "peer": message.peer,
        "conversation_message_id": message.conversation_message_id,
        "reply": None
        if reply is None
        else {
            "conversation_message_id": reply.conversation_message_id,
            "from_id": reply.from_id,
            "text": reply.text,
        },
        "keyboard": None
        if not message.keyboard
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


def _forwarded(message: Message) -> dict[str, Any]:
    return {
        "from_id": message.from_id,
        "date": int(message.date.timestamp() * 1000),
        "text": message.text,
        "attachments": [each.as_json() for each in message.attachments],
        "forwarded": [_forwarded(each) for each in message.forwarded],
    }


Inspect = Callable[[str, bool], Mapping[Detector, Answer]]
"""Returns every detector's answer to a text; the flag says that it is written in late hours."""

Explain = Callable[[str, bool], list[dict[str, Any]]]
"""Returns those answers as JSON."""

_NIGHT = datetime(2026, 11, 25, 23, tzinfo=UTC)
_DAY = datetime(2026, 11, 25, 12, tzinfo=UTC)


def inspected(text: str, late: bool) -> Mapping[Detector, Answer]:
    """Return every detector's answer to a text without an author."""
    values = {
        **dict.fromkeys(OF_DETECTOR.values(), Response.HINT.value),
        Setting.QUIET_HOURS: "22:00-07:00",
    }
    watchers = watchers_for(settings_from(values), permitted=(), zone=UTC)
    said = Said(text=text, author=NOBODYS, at=int((_NIGHT if late else _DAY).timestamp()))
    return Inspection(chat=COLLEGE, watchers=watchers).explain(said)


def explain(
    text: str, late: bool = False, *, conduct: Conduct | None = None, inspect: Inspect = inspected
) -> list[dict[str, Any]]:
    """Return every detector's answer to a text, with the rule of conduct that it watches.

    Without `conduct` the rules are the default policy's. Places in the text are counted in code
    points.
    """
    rules = read_policy(None).conduct if conduct is None else conduct
    voice = Voice(texts=Catalogues.load().texts("ru"), zone=ZoneInfo("UTC"), now=_DAY)
    return [
        {
            "detector": detector.value,
            "title": (title := detector_words(detector, voice))[:1].upper() + title[1:],
            "rule": rule and {"number": rule.number, "title": rule.title["ru"]},
            "detections": [_detection(each, voice) for each in answer.detections],
            "cleared": [
                {
                    "why": each.why.value,
                    "why_words": clearance_words(each, voice),
                    **_place(each),
                }
                for each in answer.cleared
            ],
        }
        for detector, answer in inspect(text, late).items()
        for rule in (rules.watched_by(detector),)
    ]


def _detection(detection: Detection, voice: Voice) -> dict[str, Any]:
    return {
        "label": detection.label.value,
        "label_words": label_words(detection.label, voice),
        "certainty": detection.certainty,
        "sign": detection.sign.value,
        "sign_words": sign_words(detection, voice),
        **_place(detection),
    }


def _place(found: Detection | Cleared) -> dict[str, Any]:
    places = ("found", "start", "end", "measured", "limit")
    return {name: getattr(found, name) for name in places}
