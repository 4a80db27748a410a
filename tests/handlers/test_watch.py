"""When a chat's newcomers are looked at: no chat is asked about for nothing, and none forgotten."""

from zoneinfo import ZoneInfo

from handlers.saying import new_chat
from handlers.watch import SOON, Watch
from rules.facts.acquaintance import RulesShown
from rules.ids import ChatId, MemberId
from rules.settings import ChatSettings, Newcomers
from storage.records import ChatState

CHAT, NEWCOMER = ChatId(2_000_000_001), MemberId(5)
ZONE = ZoneInfo("Europe/Saratov")
SHOWN = RulesShown(member=NEWCOMER, version="1")


def test_a_chat_is_looked_at_once_somebody_came() -> None:
    watch = Watch()
    watch.follow(CHAT, ChatSettings(newcomers=Newcomers.NOTHING), [SHOWN])
    assert watch.asking == {}
    watch.follow(CHAT, ChatSettings(newcomers=Newcomers.REMIND), [SHOWN])
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
    watch.note_settings(new_chat(CHAT), remind, ZONE, [NEWCOMER])
    assert watch.asking == {CHAT: SOON}
    watch.note_settings(new_chat(CHAT), remind, ZONE, [])
    assert watch.asking == {}
    watch.note_settings(new_chat(CHAT), ChatSettings(), ZONE, [NEWCOMER])
    assert watch.asking == ({CHAT: SOON} if ChatSettings().newcomers is Newcomers.REMIND else {})
