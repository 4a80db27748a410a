"""When a chat's newcomers are looked at: no chat is asked about for nothing, and none forgotten."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.conversation.saying import new_chat
from handlers.conversation.watch import SOON, Watch
from rules.ids import ChatId, MemberId
from rules.settings import ChatSettings, Newcomers
from rules.vocabulary.acquaintance import RulesShown
from storage.records import ChatState

CHAT, OTHER, NEWCOMER = ChatId(2_000_000_001), ChatId(2_000_000_002), MemberId(5)
ZONE = ZoneInfo("Europe/Saratov")
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SHOWN = RulesShown(member=NEWCOMER, version="1")


def test_a_chat_is_looked_at_once_somebody_came() -> None:
    watch = Watch()
    watch.follow(CHAT, ChatSettings(newcomers=Newcomers.NOTHING), [SHOWN], NOW)
    assert watch.asking == {}
    watch.follow(CHAT, ChatSettings(newcomers=Newcomers.REMIND), [SHOWN], NOW)
    assert watch.asking == {CHAT: SOON}


def test_a_chat_that_is_served_again_is_looked_at_again_and_only_then() -> None:
    watch = Watch()
    watch.note_state(CHAT, ChatState.SERVED)
    assert watch.asking == {CHAT: SOON}
    watch.asking.clear()
    watch.note_state(CHAT, ChatState.SERVED)
    assert watch.asking == {}
    watch.note_state(CHAT, ChatState.NO_RIGHTS)
    watch.note_state(CHAT, ChatState.SERVED)
    assert watch.asking == {CHAT: SOON}


def test_what_is_set_says_whether_anybody_is_to_be_asked() -> None:
    watch = Watch()
    remind = ChatSettings(newcomers=Newcomers.REMIND)
    watch.note_settings(new_chat(CHAT), remind, ZONE, {NEWCOMER: NOW})
    assert watch.asking == {CHAT: SOON}
    watch.note_settings(new_chat(CHAT), remind, ZONE, {})
    assert watch.asking == {}
    watch.note_settings(new_chat(CHAT), ChatSettings(), ZONE, {NEWCOMER: NOW})
    assert watch.asking == ({CHAT: SOON} if ChatSettings().newcomers is Newcomers.REMIND else {})


def test_whoever_comes_after_the_turn_was_taken_gets_a_turn_of_their_own() -> None:
    watch = Watch(asking={CHAT: SOON, OTHER: NOW + timedelta(hours=1)})
    assert watch.take_asking(NOW) == (CHAT,)
    watch.follow(CHAT, ChatSettings(newcomers=Newcomers.REMIND), [SHOWN], NOW)
    watch.ask_at(CHAT, NOW + timedelta(hours=3))
    assert watch.asking == {CHAT: SOON, OTHER: NOW + timedelta(hours=1)}


def test_a_chat_that_is_no_longer_served_meanwhile_does_no_harm() -> None:
    watch = Watch(asking={CHAT: SOON})
    assert watch.take_asking(NOW) == (CHAT,)
    watch.note_settings(new_chat(CHAT), ChatSettings(newcomers=Newcomers.NOTHING), ZONE, {})
    assert watch.take_asking(NOW) == ()
