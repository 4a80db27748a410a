"""Each detector, class and sign has its words, and what a detector is called sets it."""

import pytest

from handlers.setting_words import read_setting
from handlers.voice import Voice
from handlers.words.detections import (
    clearance_words,
    detector_words,
    held_words,
    label_words,
    sign_words,
)
from rules.detectors.detection import Clearance, Cleared, Detection, Sign
from rules.detectors.registry import Detector, Label
from rules.settings import OF_DETECTOR
from tests.handlers.voices import a_voice


@pytest.fixture(params=["ru", "en"])
def voice(request: pytest.FixtureRequest) -> Voice:
    return a_voice(request.param)


def test_each_class_has_words_of_its_own(voice: Voice) -> None:
    said = {label_words(label, voice) for label in Label}
    assert "" not in said
    assert len(said) == len(Label)


def test_each_sign_but_plain_writing_has_words_of_its_own(voice: Voice) -> None:
    said = {
        sign: sign_words(
            Detection(detector=Detector.FLOOD, label=Label.WALL, certainty=1, sign=sign), voice
        )
        for sign in Sign
    }
    assert [sign for sign in said if not said[sign]] == [Sign.PLAIN]
    assert len(set(said.values())) == len(Sign)


def test_each_clearance_has_words_of_its_own(voice: Voice) -> None:
    said = {clearance_words(Cleared(detector=Detector.LINK, why=why), voice) for why in Clearance}
    assert "" not in said
    assert len(said) == len(Clearance)


@pytest.mark.parametrize("detector", Detector)
def test_what_a_detector_is_called_is_read_as_its_setting(detector: Detector, voice: Voice) -> None:
    assert held_words(detector, voice)
    assert read_setting(f"{detector_words(detector, voice)} hint") == (
        OF_DETECTOR[detector],
        "hint",
    )
