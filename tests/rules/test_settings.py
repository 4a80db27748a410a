"""What can be set in a chat about detectors, and what may not be (п. 5.11.1, 5.12.2, 5.12.7)."""

import pytest

from rules.clauses import Clause
from rules.detectors.registry import Detector
from rules.ids import ChatId
from rules.responses import Forbidden, Response
from rules.setting_values import ResponseTooStrongError, canonical
from rules.settings import (
    CLAUSES,
    DEFAULTS,
    DETECTOR_OF,
    OF_DETECTOR,
    ChatSettings,
    Setting,
    settings_from,
)
from rules.times import NoSuchValueError
from rules.vocabulary.chats import (
    ChangeSetting,
    NoSuchValue,
    ResponseTooStrong,
    SetAlready,
    SettingChanged,
)
from tests.rules.asking import granted, refused
from tests.rules.builders import a_case
from tests.rules.people import A_TEACHER, TEACHER
from tests.rules.policies import POLICY

STAFF, OTHER = ChatId(2_000_000_007), ChatId(2_000_000_008)
ADOPTED = a_case(values=POLICY.values({Setting.KIND: "group"}))

TOO_STRONG = {
    (Setting("late"), Response.REMOVE): Clause.ROUND_THE_CLOCK,
    (Setting("late"), Response.COUNT): Clause.ROUND_THE_CLOCK,
    (Setting("insult"), Response.COUNT): Clause.GROUNDS,
    (Setting("harm"), Response.COUNT): Clause.GROUNDS,
}


def change(setting: Setting, value: str, *staff: ChatId) -> ChangeSetting:
    return ChangeSetting(by=A_TEACHER, setting=setting, value=value, staff=frozenset(staff))


@pytest.mark.parametrize("setting", DETECTOR_OF)
@pytest.mark.parametrize("response", Response)
def test_no_more_may_follow_than_the_detector_is_good_for(
    setting: Setting, response: Response
) -> None:
    if clause := TOO_STRONG.get((setting, response)):
        with pytest.raises(ResponseTooStrongError):
            canonical(setting, response.value)
        refusal = refused(ADOPTED, change(setting, response.value))
        assert refusal == ResponseTooStrong(detector=DETECTOR_OF[setting])
        assert refusal.clause is clause
    else:
        assert canonical(setting, f" {response.value} ") == response.value


NO_VALUES = [
    *(
        (setting, typed)
        for setting in (*DETECTOR_OF, Setting.CARDS, Setting.FORBIDDEN)
        for typed in ("ban", "Hint", "hint remove", "1,5", "-1", "0")
    ),
    *((Setting.CARDS, typed) for typed in ("", "off", "--5", "-0", "99999999999999999", "٢")),
]


@pytest.mark.parametrize(("setting", "typed"), NO_VALUES)
def test_what_is_no_value_is_none(setting: Setting, typed: str) -> None:
    with pytest.raises(NoSuchValueError):
        canonical(setting, typed)


@pytest.mark.parametrize(
    ("setting", "typed", "kept"),
    [
        # what is forbidden is kept in one order, and once
        (Setting.FORBIDDEN, "", ""),
        (Setting.FORBIDDEN, "voice", "voice"),
        (Setting.FORBIDDEN, "stickers voice", "voice stickers"),
        (Setting.FORBIDDEN, " files  files\tvoice ", "voice files"),
        (Setting.FORBIDDEN, "stickers files forwards voice", "voice forwards files stickers"),
        # cards go to private messages or a chat
        (Setting.CARDS, "private", "private"),
        (Setting.CARDS, "2000000007", "2000000007"),
        (Setting.CARDS, " 2000000007 ", "2000000007"),
        (Setting.CARDS, "-70801090403050", "-70801090403050"),
        *((setting, value, value) for setting, value in DEFAULTS.items()),
    ],
)
def test_a_value_is_kept(setting: Setting, typed: str, kept: str) -> None:
    assert canonical(setting, typed) == kept


def test_every_setting_has_its_clause() -> None:
    assert set(CLAUSES) == set(Setting)
    assert CLAUSES[Setting("late")] is Clause.ROUND_THE_CLOCK


def test_every_detector_has_its_setting() -> None:
    assert {detector: DETECTOR_OF[setting] for detector, setting in OF_DETECTOR.items()} == {
        detector: detector for detector in Detector
    }


def test_without_a_word_moderators_get_hints_but_for_late_hours() -> None:
    usual = settings_from(POLICY.values({}))

    assert usual.cards is None
    assert usual.forbidden == frozenset()
    assert {detector: usual.response(detector) for detector in Detector} == {
        detector: Response.OFF if detector is Detector.LATE else Response.HINT
        for detector in Detector
    }


def test_what_is_set_is_what_holds() -> None:
    forbidden, cards = {Setting.FORBIDDEN: "voice stickers"}, {Setting.CARDS: str(STAFF)}
    settings = settings_from({Setting("obscenity"): "count", **forbidden, **cards})
    assert settings.response(Detector.OBSCENITY) is Response.COUNT
    assert settings.forbidden == {Forbidden.VOICE, Forbidden.STICKERS}
    assert settings.cards == STAFF


def test_nothing_follows_where_nothing_is_known() -> None:
    assert {ChatSettings().response(detector) for detector in Detector} == {Response.OFF}


def test_a_chat_chooses_what_follows() -> None:
    assert granted(ADOPTED, change(Setting("obscenity"), "count")) == (
        SettingChanged(by=TEACHER, setting=Setting("obscenity"), value="count", before="hint"),
    )


def test_cards_go_to_a_staff_chat_that_the_asker_is_in_and_to_no_other() -> None:
    assert granted(ADOPTED, change(Setting.CARDS, str(STAFF), STAFF, OTHER)) == (
        SettingChanged(by=TEACHER, setting=Setting.CARDS, value=str(STAFF), before="private"),
    )
    for staff in ((), (OTHER,)):
        refusal = refused(ADOPTED, change(Setting.CARDS, str(STAFF), *staff))
        assert refusal == NoSuchValue(setting=Setting.CARDS)


def test_cards_may_always_go_back_to_private_messages() -> None:
    staffed = a_case(values=POLICY.values({Setting.KIND: "group", Setting.CARDS: str(STAFF)}))
    assert granted(staffed, change(Setting.CARDS, "private"))
    assert refused(ADOPTED, change(Setting.CARDS, "private")) == (SetAlready(setting=Setting.CARDS))
