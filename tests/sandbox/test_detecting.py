"""The detectors' answers as the page gets them."""

from collections.abc import Mapping
from dataclasses import replace

from bot.sandbox.showing import explain
from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Sign
from rules.detectors.registry import Detector, Label
from rules.policy_file import read_policy
from tests.sandbox.vk import Vk

OBSCENITY, FLOOD = Detector.OBSCENITY, Detector.FLOOD

CONDUCT = replace(
    read_policy(None).conduct,
    rules=tuple(
        replace(rule, detectors=(OBSCENITY,) if rule.number == 2 else ())
        for rule in read_policy(None).conduct.rules
    ),
)


def answers(text: str, late: bool) -> Mapping[Detector, Answer]:
    """Answer to one word and to a length; in late hours to everything."""
    start = text.find("блиин")
    found = Detection(
        detector=OBSCENITY,
        label=Label.EUPHEMISM,
        certainty=0.9,
        sign=Sign.STRETCHED,
        found="блиин",
        start=start,
        end=start + 5,
    )
    short = Cleared(detector=FLOOD, why=Clearance.WITHIN_MEASURE, measured=len(text), limit=20)
    night = Detection(detector=Detector.LATE, label=Label.LATE, certainty=1)
    return {
        OBSCENITY: Answer(detections=(found,) if start >= 0 else ()),
        FLOOD: Answer(cleared=(short,)),
        Detector.LATE: Answer(detections=(night,) if late else ()),
    }


def test_the_detectors_themselves_are_asked() -> None:
    told = {each["detector"]: each for each in explain("номер Пети 8 917 123-45-67")}
    assert set(told) == {each.value for each in Detector} - {"attachment", "wordlist"}
    ((found),) = told["personal_data"]["detections"]
    assert found["found"] == "8 917 123-45-67"
    assert found["label_words"] == "номер телефона"
    assert told["late"]["detections"] == []


def test_the_text_can_be_looked_at_as_if_it_were_night() -> None:
    told = {each["detector"]: each for each in explain("добрый вечер", True)}
    assert [each["label"] for each in told["late"]["detections"]] == ["late"]


def test_a_detection_comes_with_its_place_its_sign_and_its_rule() -> None:
    obscenity, flood, late = explain("ну блиин", conduct=CONDUCT, inspect=answers)
    assert obscenity == {
        "detector": "obscenity",
        "title": "Мат",
        "rule": {"number": 2, "title": "Без мата и грубости"},
        "detections": [
            {
                "label": "euphemism",
                "label_words": "смягчённое ругательство",
                "certainty": 0.9,
                "sign": "stretched",
                "sign_words": "растянутые буквы",
                "found": "блиин",
                "start": 3,
                "end": 8,
                "measured": 0,
                "limit": 0,
            }
        ],
        "cleared": [],
    }
    assert flood["rule"] is None
    assert late["detections"] == []


def test_a_cleared_finding_comes_with_its_reason() -> None:
    _, flood, _ = explain("ну", conduct=CONDUCT, inspect=answers)
    ((cleared),) = flood["cleared"]
    assert (cleared["why"], cleared["measured"], cleared["limit"]) == ("within_measure", 2, 20)
    assert cleared["why_words"] == "2, а много — больше 20"


async def test_the_control_tells_it(vk: Vk) -> None:
    status, told = await vk.control("detect", {"text": "ну"})
    assert status == 200
    assert all(each["detections"] == [] for each in told["answers"])
    assert (await vk.control("detect", {"text": "я" * 4097}))[0] == 403
    assert (await vk.control("detect", {"text": 5}))[0] == 400
    assert (await vk.control("detect", {}))[0] == 400
