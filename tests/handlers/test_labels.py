"""Every button has a label that can be read, whatever a chat is called."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vk.contents import CAPABILITIES, LONGEST_LABEL, keyboard_json
from handlers import settings
from handlers.apologies import which_chat_keyboard
from handlers.conversation.buttons import ApologiseIn, SettingPage, SettingsAt, read_press
from handlers.conversation.keyboards import term_label
from handlers.settings import settings_keyboard, values_keyboard
from rules.ids import ChatId
from rules.settings import DEFAULTS, Kind, Setting
from rules.times import Span, Unit
from tests.handlers.voices import CATALOGUES, a_voice

RUSSIAN = a_voice("ru")
CHAT = ChatId(2_000_000_005)


@given(st.text(max_size=80) | st.sampled_from(["", "\u200e", "\n\n", "@all " * 20, "😀" * 60]))
def test_a_chat_of_any_title_can_be_chosen(title: str) -> None:
    keyboard = which_chat_keyboard({CHAT: title}, CAPABILITIES)
    ((button,),) = keyboard
    label = json.loads(keyboard_json(keyboard))["buttons"][0][0]["action"]["label"]
    assert 1 <= len(label) <= LONGEST_LABEL
    assert label.strip()
    assert read_press(button.payload) == ApologiseIn(chat=CHAT)


def test_an_ordinary_title_is_shown_as_it_is() -> None:
    ((button,),) = which_chat_keyboard({CHAT: "ИС-21, общий"}, CAPABILITIES)
    assert button.label == "ИС-21, общий"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_value_of_a_setting_is_cut(language: str) -> None:
    for setting in Setting:
        for row in values_keyboard(a_voice(language), setting, "", CAPABILITIES):
            assert all(len(button.label) < LONGEST_LABEL for button in row)


@pytest.mark.parametrize("count", [4, 5, 6, 10, 11, 21])
def test_all_settings_are_reached_by_a_row_each(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = tuple(Setting)[:count]
    monkeypatch.setattr(settings, "_ON_DETECTORS_PAGE", every)
    page, reached, passed = SettingPage(detectors=True), set[Setting | None](), set[int | None]()
    while page.more not in passed:
        passed.add(page.more)
        rows = settings_keyboard(
            a_voice("ru"), (), CAPABILITIES, detectors=True, more=page.more or 0
        )
        presses = [read_press(each.payload) for row in rows for each in row]
        assert len(rows) <= CAPABILITIES.rows
        assert SettingPage(detectors=False) in presses
        reached |= {each.setting for each in presses if isinstance(each, SettingsAt)}
        turning = [each for each in presses if isinstance(each, SettingPage) and each.detectors]
        page = turning[0] if turning else page
    assert reached == set(every)
    assert len(passed) == -(-count // 5)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_setting_is_on_a_page_with_its_value(language: str) -> None:
    voice, reached = a_voice(language), set[Setting | None]()
    values = {**DEFAULTS, Setting.KIND: Kind.PARENTS, Setting.LANGUAGE: "en"}
    pages = [(detectors, more) for detectors in (False, True) for more in range(6)]
    for detectors, more in pages:
        rows = settings_keyboard(
            voice, (), CAPABILITIES, values=values, detectors=detectors, more=more
        )
        for each in (button for row in rows for button in row):
            press = read_press(each.payload)
            if isinstance(press, SettingsAt):
                reached.add(press.setting)
                assert ":" in each.label or press.setting is Setting.QUIET_HOURS, each.label
    # the group has no choices, and what is forbidden stands under the attachments
    assert set(Setting) - reached == {Setting.GROUP, Setting.FORBIDDEN}


def test_chats_without_a_title_can_be_told_apart() -> None:
    rows = which_chat_keyboard({CHAT: "", ChatId(CHAT + 1): ""}, CAPABILITIES)
    assert len({button.label for (button,) in rows}) == 2


@pytest.mark.parametrize(
    ("count", "unit", "russian", "english"),
    [
        (1, Unit.MINUTE, "1 минута", "1 minute"),
        (22, Unit.MINUTE, "22 минуты", "22 minutes"),
        (12, Unit.HOUR, "12 часов", "12 hours"),
        (21, Unit.HOUR, "21 час", "21 hours"),
        (1, Unit.DAY, "1 день", "1 day"),
        (3, Unit.DAY, "3 дня", "3 days"),
        (111, Unit.DAY, "111 дней", "111 days"),
        (1, Unit.WEEK, "1 неделя", "1 week"),
        (2, Unit.WEEK, "2 недели", "2 weeks"),
        (1, Unit.MONTH, "1 месяц", "1 month"),
    ],
)
def test_a_term_is_told_in_words(count: int, unit: Unit, russian: str, english: str) -> None:
    term = Span(count=count, unit=unit)
    for language, wanted in (("ru", russian), ("en", english)):
        label = term_label(CATALOGUES.texts(language), term)
        assert label.replace("\u00a0", " ") == wanted
