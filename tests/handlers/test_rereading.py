"""Lately written messages are read again in every chat, however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from handlers.conversation.watch import Watch
from handlers.events import InChat, Wrote
from handlers.messenger import Written
from handlers.rereading import MOST_CHATS, read_again
from handlers.screening import Screen
from rules.ids import ChatId, MemberId, MessageId
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


def wrote(chat: ChatId, at: datetime) -> Wrote:
    return Wrote(
        event="e",
        place=InChat(chat),
        author=MemberId(202),
        message=MessageId(5),
        text="когда зачёт?",
        at=at,
    )


async def test_every_chat_has_its_turn() -> None:
    reader = Reader()
    watch = Watch(served={*CHATS, *STRANGERS})
    services = replace(services_for(watch), messenger=reader)
    screen = Screen(services)
    for chat in (*STRANGERS, *CHATS):
        services.lookout.note_chat(chat, with_everything_on(chat))
        screen.look(wrote(chat, services.now()))
    # these are served no longer: they take nobody's turn
    watch.served.difference_update(STRANGERS)

    for _ in range(3):
        reader.rounds.append([])
        await read_again(services)

    assert [len(chats) for chats in reader.rounds] == [MOST_CHATS] * 3
    assert set(reader.rounds[0]).isdisjoint(reader.rounds[1])
    assert set().union(*reader.rounds) == set(CHATS)
