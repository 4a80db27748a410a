"""Words for cards, for what detectors say of a text, and for a chat's own list."""

from collections.abc import Iterator
from typing import assert_never

from handlers.commands import Command
from handlers.notices.detecting import (
    CardShown,
    CardsListed,
    DetectingNotice,
    ListEntry,
    NobodyHearsCards,
    RemovedByTheBot,
    TextJudged,
    TextMissing,
    WordListChanged,
    WordListShown,
)
from handlers.notices.mistakes import NotRight
from handlers.quoting import cut, quote
from handlers.voice import LONGEST_NAME, LONGEST_NOTE, Voice
from handlers.wording.detections import word_cleared, word_detection
from handlers.wording.values import detector_words, response_words
from handlers.words.refusals import word_refusal
from rules.clauses import Clause
from rules.detectors.detection import Answer, Detector
from rules.responses import Response
from rules.vocabulary.suspicions import Settlement

_LONGEST_MESSAGE = 600
_LONGEST_CARD = 3500
"""UTF-16 units. A card is changed in place, so it has to be one message."""


def word_detecting(notice: DetectingNotice, voice: Voice) -> str:
    """Give the words of a notice about what detectors found."""
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    match notice:
        case CardShown():
            return cut("\n".join(_card(notice, voice)), _LONGEST_CARD)
        case RemovedByTheBot(messages=messages):
            return ngettext(
                "{n} message of {person} was removed: {rule} ({clause}).",
                "{n} messages of {person} were removed: {rule} ({clause}).",
                messages,
            ).format(
                n=messages,
                person=voice.who(notice.member),
                rule=voice.cited_rule(notice.rule),
                clause=voice.cited(Clause.MODERATION),
            )
        case NobodyHearsCards():
            return _(
                "To the moderators: I have something to show you that does not belong here. Please"
                " write me a private message, {cards}, and I will send it to you there ({clause})."
            ).format(cards=voice.command(Command.CARDS), clause=voice.cited(Clause.MODERATION))
        case CardsListed(count=0):
            return _("There are no open cards.")
        case CardsListed(count=count, shown=shown):
            said = ngettext("{n} open card.", "{n} open cards.", count).format(n=count)
            if shown == count:
                return said
            more = _("The first ones are below; the others come when you ask again.")
            return f"{said} {more}"
        case TextMissing():
            return _("What shall I look at? Write: {check} text").format(
                check=voice.command(Command.CHECK)
            )
        case TextJudged():
            return cut("\n".join(_judged(notice, voice)), _LONGEST_CARD)
        case WordListShown() | WordListChanged():
            return _word_list(notice, voice)
        case _:
            assert_never(notice)


def _card(card: CardShown, voice: Voice) -> Iterator[str]:
    _ = voice.texts.gettext
    yield _("Card No. {number}, chat “{chat}”: {person}.").format(
        number=card.number,
        chat=quote(card.chat, LONGEST_NAME),
        person=voice.who(card.member),
    )
    for message in card.messages:
        if message.text:
            yield _("Message: “{text}”").format(text=quote(message.text, _LONGEST_MESSAGE))
        for detection in message.detections:
            yield f"• {word_detection(detection, voice)}"
        if message.recorded is not None and len(card.messages) > 1:
            yield _("↳ violation No. {number}").format(number=message.recorded)
    if card.rule is not None:
        yield _("Speaks for: {rule} ({clause}).").format(
            rule=voice.cited_rule(card.rule), clause=voice.cited(Clause.MODERATION)
        )
    yield _state(card, voice)


def _state(card: CardShown, voice: Voice) -> str:
    _ = voice.texts.gettext
    who = _("bot") if card.by is None else voice.who(card.by)
    done = []
    if card.removed:
        gone = card.removed == len(card.messages)
        done.append(_("Removed.") if gone else _("Some of it is removed."))
    match card.settled:
        case Settlement.CLEARED:
            done.append(
                _("No violation ({by}): the same is not pointed out here again.").format(by=who)
            )
        case Settlement.COUNTED:
            done.append(
                _("Violation No. {violation} is recorded ({by}).").format(
                    violation=card.violation or "–", by=who
                )
            )
        case Settlement.LEFT:
            done.append(_("Recorded before; left as it is ({by}).").format(by=who))
        case None if card.stands is None:
            done.append(_("You decide: nothing is counted without you."))
        case None:
            done.append(_stands(card, card.stands, voice))
            done.append(_("Please look at what it says now, and decide."))
    return " ".join(done)


def _stands(card: CardShown, stands: NotRight, voice: Voice) -> str:
    """Say why nothing of an open card may be counted."""
    numbers = {each.recorded for each in card.messages if each.recorded is not None}
    if len(card.messages) == 1 or not numbers:
        return word_refusal(stands.refusal, voice, stands.by)
    named = voice.texts.listed(f"№ {number}" for number in sorted(numbers))
    return voice.texts.gettext(
        "This is recorded already: {numbers}. What is written within seconds counts once."
    ).format(numbers=named)


def _judged(notice: TextJudged, voice: Voice) -> Iterator[str]:
    _ = voice.texts.gettext
    text = quote(notice.text, LONGEST_NOTE)
    if notice.chat:
        yield _("“{text}”, with what is set in “{chat}”:").format(
            text=text, chat=quote(notice.chat, LONGEST_NAME)
        )
    else:
        yield f"«{text}»:"
    clean = []
    for detector, answer in notice.answers.items():
        if answer.detections or answer.cleared:
            yield from _answer(notice, detector, answer, voice)
        else:
            clean.append(detector)
    if clean:
        names = "; ".join(detector_words(each, voice) for each in clean)
        yield _("Nothing found: {detectors}.").format(detectors=names)


def _answer(notice: TextJudged, detector: Detector, answer: Answer, voice: Voice) -> Iterator[str]:
    _ = voice.texts.gettext
    name = detector_words(detector, voice)
    head = f"{name[:1].upper()}{name[1:]}"
    rule = notice.rules.get(detector)
    if not answer.detections:
        yield _("{detector}: no.").format(detector=head)
    elif rule is None:
        yield _("{detector}: yes, but no rule of the chat is about it.").format(detector=head)
    else:
        response = notice.responses.get(detector, Response.OFF)
        yield _("{detector}: yes, {rule}. What follows: {response}.").format(
            detector=head, rule=voice.cited_rule(rule), response=response_words(response, voice)
        )
    for detection in answer.detections:
        yield f"• {word_detection(detection, voice)}"
    for cleared in answer.cleared:
        yield f"• {word_cleared(cleared, voice)}"


def _word_list(notice: WordListShown | WordListChanged, voice: Voice) -> str:
    _ = voice.texts.gettext
    entries = [f"• {_entry(each, voice)}" for each in notice.entries]
    match notice:
        case WordListShown():
            how = _(
                'To add: {words} add crypto, "bet", example.com 4. In quotes: exactly so,'
                " without other forms; the number at the end is the rule. To take off: {words}"
                " remove crypto"
            ).format(words=voice.command(Command.WORDS))
            if not entries:
                return "\n".join([_("The chat's own list is empty."), how])
            return "\n".join([_("The chat's own list:"), *entries, how])
        case WordListChanged(listed=listed, by=by):
            said = (
                _("On the chat's list from now on ({by}, {clause}):")
                if listed
                else _("No longer on the chat's list ({by}, {clause}):")
            )
            head = said.format(by=voice.who(by), clause=voice.cited(Clause.MODERATION))
            return "\n".join([head, *entries])


def _entry(entry: ListEntry, voice: Voice) -> str:
    said = quote(entry.entry, LONGEST_NAME)
    return said if entry.rule is None else f"{said} ({voice.cited_rule(entry.rule)})"
