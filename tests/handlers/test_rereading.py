"""Lately written messages are read again in every chat, however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from handlers.conversation.watch import Watch
from handlers.messenger import Written
from handlers.rereading import MOST_CHATS, read_again
from handlers.screening import Screen
from rules.ids import ChatId, MessageId
from tests.bench.dispatch import Nobody, services_for, with_everything_on

CHATS = [ChatId(2_000_000_001 + number) for number in range(2 * MOST_CHATS + 50)]
STRANGERS = [ChatId(2_000_010_001 + number) for number in range(MOST_CHATS)]


@dataclass
class Reader(Nobody):
    """A messenger that remembers which chats were read."""

    rounds: list[list[ChatId]] = field(default_factory=list)

    async def written(self, chat: ChatId, messages: Sequence[MessageId]) -> tuple[Written, ...]:
        self.rounds[-1].append(chat)
        return ()


def an_update(chat: ChatId, at: float) -> dict[str, Any]:
    message = {
        "peer_id": chat,
        "from_id": 202,
        "conversation_message_id": 5,
        "text": "когда зачёт?",
        "date": int(at),
    }
    return {"type": "message_new", "event_id": "e", "object": {"message": message}}


async def test_every_chat_has_its_turn() -> None:
    reader = Reader()
    watch = Watch(served={*CHATS, *STRANGERS})
    services = replace(services_for(watch), messenger=reader)
    screen = Screen(services)
    for chat in (*STRANGERS, *CHATS):
        services.lookout.note_chat(chat, with_everything_on(chat))
        screen.look(an_update(chat, services.now().timestamp()))
    # these are served no longer: they take nobody's turn
    watch.served.difference_update(STRANGERS)

    for _ in range(3):
        reader.rounds.append([])
        await read_again(services)

    assert [len(chats) for chats in reader.rounds] == [MOST_CHATS] * 3
    assert set(reader.rounds[0]).isdisjoint(reader.rounds[1])
    assert set().union(*reader.rounds) == set(CHATS)
