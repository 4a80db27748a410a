"""What a run leaves behind, so put that two runs of one script can be compared."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from bot.sandbox.conversations import Conversation
from bot.sandbox.world import World
from storage.engines import open_engine
from storage.tables import journal, outbox
from storage.verification import verify
from tests.chaos.playing import Played

_NUMBER = re.compile(r"(?<!id)(?<!\d)\d+")
_TIME_WORDS = re.compile(
    r"\b(?:секунд\w*|минут\w*|час(?:а|ов)?|дн(?:я|ей)|день|сут\w+|сегодня|завтра|вчера"
    r"|(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\w*)(?!\w)"
)
_LINK = re.compile(r"https://vk\.me/join/\S+")
_OF_ONE_RUN = re.compile(
    r"(?:^|_)(?:at|until|on|since|message|messages|ref|digest|code|departure)$|_ms$"
)
"""Names of a fact's fields that hold times, numbers of messages, and numbers that the college
counts for all chats, which are not kept in step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is left, by where it is; each value is compared as it stands."""

    kept: dict[str, Counter[str]]
    faults: tuple[str, ...]
    """What is wrong whatever the other run says: the chain, the tables, the outbox."""


async def outcome_of(played: Played) -> Outcome:
    """Read what a run has left in the world and in the database."""
    kept = _world(played.world)
    kept |= await _journal(played.url)
    kept["acts that were not possible"] = Counter(played.impossible)
    verdict = await verify(played.url)
    faults = list(verdict.faults)
    async with open_engine(played.url) as engine, engine.connect() as connection:
        stuck = and_not_put_off()
        query = select(func.count()).select_from(outbox).where(stuck)
        if parcels := (await connection.execute(query)).scalar_one():
            faults.append(f"the outbox holds {parcels} parcels")
    return Outcome(kept=kept, faults=tuple(faults))


def and_not_put_off() -> Any:
    """Give what chooses the parcels that do not wait on purpose."""
    return outbox.c.put_off.is_(False)


def differences(plain: Outcome, stormy: Outcome) -> list[str]:
    """Give how a run with faults differs from one without, one line each."""
    found = list(stormy.faults)
    for where in sorted(plain.kept.keys() | stormy.kept.keys()):
        ours, theirs = stormy.kept.get(where, Counter()), plain.kept.get(where, Counter())
        found += [f"{where}: {n} too many: {what}" for what, n in sorted((ours - theirs).items())]
        found += [f"{where}: {n} missing: {what}" for what, n in sorted((theirs - ours).items())]
    return found


def _world(world: World) -> dict[str, Counter[str]]:
    kept: dict[str, Counter[str]] = {}
    for peer, conversation in sorted(world.conversations.items()):
        said = Counter[str]()
        for message in conversation.shown():
            who = "the bot" if message.from_id == world.bot_id else str(message.from_id)
            if message.action is None:
                said[f"{who}: {_plain(message.text)} {_labels(message.keyboard)}"] += 1
        kept[f"words in {peer}"] = said
        if conversation.is_chat:
            kept[f"people of {peer}"] = _people(conversation)
    return kept


def _people(conversation: Conversation) -> Counter[str]:
    closed = ["closed"] if conversation.closed else []
    return Counter(
        [
            *closed,
            *(
                f"{each.id}{' may only read' if each.restricted else ''}"
                for each in conversation.members.values()
            ),
        ]
    )


def _labels(keyboard: Any) -> str:
    return str([_plain(button.label) for row in keyboard or () for button in row])


def _plain(text: str) -> str:
    return _TIME_WORDS.sub("…", _NUMBER.sub("#", _LINK.sub("a link", text)))


async def _journal(url: str) -> dict[str, Counter[str]]:
    """Read what is recorded, but for gaps: without faults there are none."""
    kept: dict[str, Counter[str]] = {}
    async with open_engine(url) as engine, engine.connect() as connection:
        told = journal.c.kind != "gap_noted"
        for row in await connection.execute(select(journal).where(told)):
            fact = _without_its_run(json.loads(row.payload or "null"))
            entry = f"{row.kind} {json.dumps(fact, ensure_ascii=False, sort_keys=True)}"
            kept.setdefault(f"journal of {row.chat_id}", Counter())[entry] += 1
    return kept


def _without_its_run(value: Any) -> Any:
    match value:
        case dict():
            return {
                name: _without_its_run(each)
                for name, each in value.items()
                if not _OF_ONE_RUN.search(name)
            }
        case list():
            return [_without_its_run(each) for each in value]
        case _:
            return value
