"""Buttons say what they ask for, and a foreign payload asks for nothing."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vk.contents import CAPABILITIES, keyboard_json
from handlers.apologies import vote_keyboard, which_chat_keyboard
from handlers.blocks import terms_keyboard
from handlers.conversation.buttons import (
    PRESSES,
    JournalAt,
    OfChat,
    Press,
    UndoAct,
    payload_of,
    read_press,
)
from handlers.conversation.keyboards import (
    acknowledge_keyboard,
    check_rights_keyboard,
    undo_keyboard,
)
from handlers.expulsions import expulsion_keyboard
from handlers.journal import pages_keyboard
from handlers.leavers import departure_keyboard
from rules.ids import ChatId, ExpulsionNumber, MemberId, VoteNumber
from rules.times import Span, Unit
from storage.effects import Keyboard
from tests.handlers.voices import CATALOGUES

GREAT = 2**40

BOUNDED = {"chat": st.none() | st.integers(-GREAT, GREAT), "more": st.none() | st.integers(1, 1000)}
"""Of `Annotated[…] | None` Hypothesis does not see the bounds."""


def of(kind: type[Press]) -> st.SearchStrategy[Press]:
    kind.model_rebuild()  # the fields are read when they are needed first
    if issubclass(kind, OfChat):
        others = {name: ... for name in kind.model_fields if name not in BOUNDED}
        bounded = {name: BOUNDED[name] for name in kind.model_fields if name in BOUNDED}
        return st.builds(kind, **others, **bounded)
    return st.from_type(kind) if kind.model_fields else st.just(kind())


presses: st.SearchStrategy[Any] = st.one_of(*[of(kind) for kind in PRESSES.values()])


@given(presses)
def test_a_press_comes_back_from_its_payload(press: Press) -> None:
    payload = payload_of(press)
    assert read_press(dict(payload)) == press
    assert read_press(json.dumps(payload)) == press


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["do", "member", "chat", "x"]), inner, max_size=4)
        ),
    )
)
def test_a_foreign_payload_is_no_press(payload: Any) -> None:
    assert read_press(payload) is None
    assert read_press(json.dumps(payload)) is None


@pytest.mark.parametrize(
    "payload",
    [
        {"do": "block", "member": 1, "count": 0, "unit": "day"},
        {"do": "block", "member": 1, "count": 1, "unit": "century"},
        {"do": "journal", "member": 1, "before": 2**60},
        {"do": "undo", "act": "everything", "key": 1},
        {"do": "vote", "vote": 1, "choice": "maybe"},
        {"do": "check", "extra": 1},
    ],
)
def test_a_payload_that_is_almost_ours_is_no_press(payload: dict[str, Any]) -> None:
    assert read_press(payload) is None


def boards(language: str) -> list[Keyboard]:
    texts = CATALOGUES.texts(language)
    return [
        check_rights_keyboard(texts),
        acknowledge_keyboard(texts, "я" * 60),
        undo_keyboard(texts, UndoAct(act="violation", key=GREAT)),
        terms_keyboard(
            texts, MemberId(GREAT), [Span(count=9999, unit=unit) for unit in list(Unit) * 2][:9]
        ),
        vote_keyboard(texts, VoteNumber(GREAT)),
        which_chat_keyboard(
            {ChatId(GREAT + n): "Очень длинное название " * 9 for n in range(30)}, CAPABILITIES
        ),
        departure_keyboard(texts, MemberId(GREAT), 2**32 - 1, removes=True),
        departure_keyboard(texts, MemberId(GREAT), 0, removes=False),
        expulsion_keyboard(texts, ChatId(GREAT), ExpulsionNumber(GREAT)),
        pages_keyboard(texts, chat=ChatId(GREAT), member=MemberId(GREAT), newer=2**53, older=GREAT),
    ]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_keyboards_keep_vks_limits(language: str) -> None:
    for board in boards(language):
        sent = json.loads(keyboard_json(board))["buttons"]
        assert all(1 <= len(each["action"]["label"]) <= 40 for row in sent for each in row)
        assert 1 <= len(board) <= 6
        assert sum(len(row) for row in board) <= 10
        for row in board:
            assert 1 <= len(row) <= 5
            for button in row:
                assert button.label
                assert len(json.dumps(dict(button.payload), ensure_ascii=False)) <= 255
                assert read_press(dict(button.payload)) is not None


def test_there_are_no_pages_to_turn_where_there_is_one() -> None:
    texts = CATALOGUES.texts("ru")
    assert pages_keyboard(texts, chat=None, member=None, newer=None, older=None) == ()
    ((only,),) = pages_keyboard(texts, chat=None, member=None, newer=None, older=7)
    assert read_press(only.payload) == JournalAt(member=0, before=7)
