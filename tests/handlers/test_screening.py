"""The first look lets through exactly what some handler would take."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vk.values import moment
from handlers.commands import ROWS, Command, read_command
from handlers.conversation.watch import Watch
from handlers.screening import Screen
from rules.detectors.registry import Detector
from rules.ids import ChatId, MemberId
from rules.times import Hold
from tests.bench.dispatch import services_for, with_everything_on
from tests.handlers.raw_updates import CHAT, READ, message

OTHER = CHAT + 1
BLOCKED, STUDENT = 201, 202


def a_screen() -> Screen:
    watch = Watch()
    watch.served.update({ChatId(CHAT), ChatId(OTHER)})
    watch.blocked[ChatId(CHAT), MemberId(BLOCKED)] = Hold(since=moment(0), until=None)
    return Screen(services_for(watch))


SCREEN = a_screen()
NAMES = frozenset({"club1", "public1"})


def concerns(event: dict[str, Any], screen: Screen = SCREEN) -> bool:
    read = READ(event)
    return read is not None and screen.look(read) is not None


MENTIONED = "[club1|@x] /", "[club1|x], ", "@club1 /", "*public1, !", "[id1|x] /"
beginnings = st.sampled_from(["", "/", "!", " /", "\n!", *MENTIONED])
RUSSIAN = [row.russian for row in ROWS.values()]
words = st.sampled_from([*RUSSIAN, *Command, "2", "home/user", "", "ок"])


@given(beginnings, words | st.text(max_size=20), st.text(max_size=10))
def test_a_message_concerns_where_it_reads_as_a_command(
    beginning: str, word: str, rest: str
) -> None:
    text = f"{beginning}{word}{rest}".replace("\0", "")  # the adapter leaves NUL out
    assert concerns(message(text)) is (read_command(text, NAMES) is not None)


@given(st.text(max_size=30))
def test_whatever_a_blocked_person_writes_concerns(text: str) -> None:
    assert concerns(message(text, from_id=BLOCKED))


def test_a_block_in_one_chat_leaves_the_other_alone() -> None:
    assert not concerns(message("привет", from_id=BLOCKED, peer_id=OTHER))


@given(st.text(max_size=30))
def test_whatever_is_written_in_private_or_in_a_chat_not_yet_served_concerns(text: str) -> None:
    assert concerns(message(text, peer_id=STUDENT))
    assert concerns(message(text, peer_id=2_000_000_077))


@pytest.mark.parametrize(
    "event",
    [
        {"type": "message_typing_state", "event_id": "e", "object": {"from_id": 5, "to_id": -1}},
        message("", attachments=[{"type": "sticker"}]),
        message("/статус", from_id=-7),
    ],
)
def test_what_nobody_handles_does_not_concern(event: dict[str, Any]) -> None:
    assert not concerns(event)


@pytest.mark.parametrize("kind", ["message_allow", "message_deny", "message_event"])
def test_presses_and_permissions_concern(kind: str) -> None:
    thing = {"user_id": STUDENT, "peer_id": CHAT, "event_id": "press"}
    assert concerns({"type": kind, "event_id": "e", "object": thing})


def test_a_message_that_comes_after_newer_ones_is_looked_at_once() -> None:
    # what VK was asked to send again later comes out of order (VK.md, 3.2)
    services = services_for(Watch(served={ChatId(CHAT)}))
    services.lookout.note_chat(ChatId(CHAT), with_everything_on(ChatId(CHAT)))
    screen = Screen(services)
    newer = message("иди на хуй", conversation_message_id=7)
    late = message("иди на хуй", conversation_message_id=6)
    assert concerns(newer, screen)
    assert concerns(late, screen)
    assert concerns(late, screen)
    assert services.lookout.found_by[Detector.OBSCENITY] == 2
    plain = message("когда зачёт?", conversation_message_id=4)
    assert not concerns(plain, screen)
    assert not concerns(plain, screen)
