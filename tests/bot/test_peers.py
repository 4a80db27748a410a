"""Which ids are chats: VK numbers people below and above its chats."""

import ast
import re
from pathlib import Path

import pytest

import bot
from bot.sandbox import conversations
from bot.vk import values
from bot.vk.client import VkClient
from bot.vk.messenger import VkMessenger
from bot.vk.updates import VkUpdates
from handlers.conversation.watch import Watch
from handlers.screening import Screen
from rules.ids import ChatId, MemberId
from tests.bench.dispatch import services_for

ROOT = Path(bot.__file__).parents[1]

BOUNDARIES = [
    (-1, False),
    (0, False),
    (1, False),
    (2_000_000_000, False),
    (2_000_000_001, True),
    (2_100_000_000, True),
    (2_100_000_001, False),
    (200_000_000_000, False),
    (200_000_000_001, False),
]

KNOWS = {"bot/vk/values.py", "bot/sandbox/conversations.py", "bot/sandbox/page/state.js"}
"""The adapter; and the emulator, which says for itself what VK takes for a chat."""

HISTORY = {"storage/migrations/versions/0016_private.py"}
"""What earlier versions had in their databases was VK's, and stays so."""

LEAST, GREATEST = 1_999_999_999, 2_100_000_001


@pytest.mark.parametrize(("number", "is_chat"), BOUNDARIES)
def test_a_chat_is_known_by_its_number_alone(number: int, is_chat: bool) -> None:
    assert values.is_chat(number) is is_chat
    assert conversations.is_chat(number) is is_chat
    assert VkMessenger.is_chat(_messenger(), number) is is_chat


def _messenger() -> VkMessenger:
    return VkMessenger(VkClient.__new__(VkClient))


def test_a_chats_number_within_the_community_and_back() -> None:
    assert values.number_of(ChatId(2_000_000_017)) == 17
    assert values.chat_of(100_000_000) == 2_100_000_000


@pytest.mark.parametrize(
    ("peer", "concerns"),
    [(number, not is_chat) for number, is_chat in BOUNDARIES if number > 0],
)
def test_what_a_person_writes_in_private_always_concerns_the_bot(peer: int, concerns: bool) -> None:
    watch = Watch()
    # of a chat that waits to be adopted an ordinary message concerns nobody
    watch.waiting |= {ChatId(number) for number, _ in BOUNDARIES}
    message = {"peer_id": peer, "from_id": 201, "conversation_message_id": 1, "text": "привет"}
    update = {"type": "message_new", "event_id": "e", "object": {"message": message}}
    event = VkUpdates(MemberId(-1)).read(update)

    assert event is not None
    assert (Screen(services_for(watch)).look(event) is not None) is concerns


def test_no_other_module_compares_with_chat_ids() -> None:
    rooms = [ROOT / room for room in ("bot", "handlers", "locales", "rules", "storage")]
    files = [file for room in rooms for end in ("*.py", "*.js") for file in room.rglob(end)]
    knowing = {str(file.relative_to(ROOT)) for file in files if _names_peers(file)}

    assert len(files) > 300
    assert knowing == KNOWS | HISTORY


def _names_peers(file: Path) -> bool:
    source = file.read_text(encoding="utf-8")
    written = re.findall(r"(?<![\w.])(?:\d[\d_]{9,}|\d+e9)(?!\w)", source)
    if file.suffix == ".py" and written:
        # what a docstring speaks of compares nothing
        constants = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
        written = [node.value for node in constants if isinstance(node.value, int | float)]
    return any(LEAST <= float(number) <= GREATEST for number in written)
