"""Answers of the detectors about a text (п. 5.12.2)."""

from collections.abc import Iterator, Mapping

from handlers.commands import Command
from handlers.quoting import cut, quote
from handlers.voice import LONGEST_NAME, LONGEST_NOTE, Voice
from handlers.words.detections import detector_words, word_cleared, word_detection
from handlers.words.suspicions import LONGEST_CARD
from handlers.words.values import response_words
from rules.conduct import Rule
from rules.detectors.detection import Answer
from rules.detectors.registry import Detector
from rules.responses import Response


def text_missing(voice: Voice) -> str:
    """Ask for the text to check."""
    return voice.texts.gettext("What shall I look at? Write: {check} text").format(
        check=voice.command(Command.CHECK)
    )


def judged(
    voice: Voice,
    *,
    chat: str,
    text: str,
    answers: Mapping[Detector, Answer],
    rules: Mapping[Detector, Rule | None],
    responses: Mapping[Detector, Response],
) -> str:
    """Show each detector's answer, its rule, and the response in the chat.

    `chat` is "" if no chat's settings were used.
    """
    _ = voice.texts.gettext
    quoted = quote(text, LONGEST_NOTE)
    if chat:
        head = _("“{text}”, with what is set in “{chat}”:").format(
            text=quoted, chat=quote(chat, LONGEST_NAME)
        )
    else:
        head = f"«{quoted}»:"
    lines, clean = [head], []
    for detector, answer in answers.items():
        if answer.detections or answer.cleared:
            response = responses.get(detector, Response.OFF)
            lines += _answer(voice, detector, answer, rules.get(detector), response)
        else:
            clean.append(detector_words(detector, voice))
    if clean:
        lines.append(_("Nothing found: {detectors}.").format(detectors="; ".join(clean)))
    return cut("\n".join(lines), LONGEST_CARD)


def _answer(
    voice: Voice, detector: Detector, answer: Answer, rule: Rule | None, response: Response
) -> Iterator[str]:
    _ = voice.texts.gettext
    name = detector_words(detector, voice)
    head = f"{name[:1].upper()}{name[1:]}"
    if not answer.detections:
        yield _("{detector}: no.").format(detector=head)
    elif rule is None:
        yield _("{detector}: yes, but no rule of the chat is about it.").format(detector=head)
    else:
        yield _("{detector}: yes, {rule}. What follows: {response}.").format(
            detector=head, rule=voice.cited_rule(rule), response=response_words(response, voice)
        )
    for detection in answer.detections:
        yield f"• {word_detection(detection, voice)}"
    for cleared in answer.cleared:
        yield f"• {word_cleared(cleared, voice)}"
