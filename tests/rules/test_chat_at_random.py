"""The laws of section 5.12 hold whatever people and time do."""

from datetime import timedelta
from typing import get_args

from hypothesis import HealthCheck, settings

from rules.ids import RuleNumber
from rules.policy import SinceDayOfYear
from rules.settings import Blocks
from rules.times import ONE_MONTH
from rules.vocabulary.acquaintance import Acknowledge, Acknowledged, RulesShown, ShowRules
from rules.vocabulary.apologies import ApologyFact, Choice, LiftDecided, Outcome, VoteShortened
from rules.vocabulary.blocks import BlockFact, BlockShortened, Lift
from rules.vocabulary.chats import ChatAdopted, SettingChanged
from rules.vocabulary.reminders import ReminderFact
from rules.vocabulary.suspicions import SuspicionFact
from rules.vocabulary.violations import ViolationFact
from tests.rules.play import CLASSMATE, KINDS, NEW, STUDENT, TEACHER
from tests.rules.play_suspicions import PRESSES, WatchedChat, Words
from tests.rules.suspected import a_detection


def opened(blocks: Blocks) -> WatchedChat:
    chat = WatchedChat()
    chat.open(
        blocks=blocks,
        threshold=3,
        validity=SinceDayOfYear(month=9, day=1),
        greatest=ONE_MONTH,
        zone="Europe/Saratov",
        start=(2026, 11, 23),
    )
    return chat


def test_the_play_can_get_everywhere() -> None:
    chat, automatic = opened(Blocks.PROPOSED), opened(Blocks.AUTOMATIC)

    chat.ask(STUDENT, ShowRules())
    chat.ask(STUDENT, Acknowledge(version="1", addressed=None))
    chat.quarrel(STUDENT, TEACHER, days=7)
    chat.be_sorry([(CLASSMATE, Choice.OBJECT)], patient=True)
    chat.time_passes(timedelta(days=3))
    chat.be_sorry([(CLASSMATE, Choice.OBJECT), (CLASSMATE, Choice.CONSENT)], patient=True)
    chat.quarrel(STUDENT, TEACHER, days=1)
    chat.be_sorry([], patient=True)
    chat.quarrel(STUDENT, TEACHER, days=0)
    for kind in KINDS:
        chat.undo(None, TEACHER, kind, fresh=True)
    automatic.record(STUDENT, TEACHER, RuleNumber(1), [NEW] * 4)
    automatic.be_rude(TEACHER, publish=False)
    automatic.be_rude(TEACHER, publish=True)
    automatic.reject(TEACHER)
    chat.write(CLASSMATE, Words((a_detection(),), pause=timedelta(0), times=2))
    chat.act(twice=False)
    for press in PRESSES:
        chat.settle(TEACHER, press, back=0, hurt=False)

    for each in (chat, automatic):
        each.the_laws_hold()
    told_apart = {"BlockLifted", "VoteClosed", "BlockImposed"}
    assert chat.reached | automatic.reached == {
        *(f"block {how}" for how in Lift),
        *(f"vote {outcome}" for outcome in Outcome if outcome not in _OTHERWISE),
        *("block by the bot", "block by a moderator"),
        *({kind.__name__ for kind in _PLAYED} - told_apart),
    }


_OTHERWISE = {Outcome.UNOPPOSED, Outcome.REJECTED}
"""The one is not played, the other is no end of a vote by the clock."""

_PLAYED = {
    *get_args(ViolationFact),
    *get_args(BlockFact),
    *get_args(ReminderFact),
    *get_args(ApologyFact),
    *get_args(SuspicionFact),
    RulesShown,
    Acknowledged,
    ChatAdopted,
    SettingChanged,
} - {LiftDecided, BlockShortened, VoteShortened}
"""Who enters a chat how, and who moderates it, has plays of its own."""

TestWhateverPeopleAndTimeDoTheLawsHold = WatchedChat.TestCase
TestWhateverPeopleAndTimeDoTheLawsHold.settings = settings(
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
