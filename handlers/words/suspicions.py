"""Suspicions and their cards (п. 5.12.2), and `/проверь`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handlers.commands import Command
from handlers.voice import LONGEST_NOTE, Named, Voice, cut, fixed, quote
from handlers.words.complaints import Reported, on_card
from handlers.words.detections import detector_words, word_cleared, word_detection, word_finding
from handlers.words.rows import JournalLine, Refusals, sentence
from handlers.words.settings import RESPONSES
from rules.clauses import Clause
from rules.conduct import Rule
from rules.detectors.detection import Answer, Detection
from rules.detectors.registry import Detector
from rules.ids import SuspicionNumber, ViolationNumber
from rules.responses import Response
from rules.vocabulary.suspicions import (
    NO_SUCH_SUSPICION,
    NOT_RECORDED_YET,
    NOTHING_SUSPECTED,
    NOTHING_TO_ENFORCE,
    SETTLED_ALREADY,
    SUSPECTED_REMOVED,
    Found,
    Origin,
    Settlement,
    SuspicionFact,
    SuspicionGrown,
    SuspicionPresented,
    SuspicionRaised,
    SuspicionReopened,
    SuspicionSettled,
)

_LONGEST_MESSAGE = 600

LONGEST_CARD = 3500
"""UTF-16 units. A card is edited in place, so it must fit one message."""


nothing_near = fixed("I cannot read what was written beside it.")
nobody_hears = fixed(
    "To the moderators: I have something to show you that does not belong here. Please"
    " write me a private message, {cards}, and I will send it to you there ({clause}).",
    cards=Command.CARDS,
    clause=Clause.MODERATION,
)
"""Ask in the chat that a moderator allow private messages: a card waits."""

text_missing = fixed("What shall I look at? Write: {check} text", check=Command.CHECK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One message of a suspicion as moderators see it: the one at `page` of `count`, from 0.

    `text` is what it says, while that is stored, and `detections` what is found in it; `rule` is
    the gravest of its rules. `violation` is the one recorded, by `by` (None: the bot). `stands` is
    the refusal to record anything, in words. `left` messages are open; `taken` by whom they are.
    `reported`: how many people complained of it, if any did.
    """

    chat: str
    number: SuspicionNumber
    member: Named
    text: str
    detections: tuple[Detection, ...]
    rule: Rule | None
    page: int
    count: int
    left: int
    removed: bool
    violation: ViolationNumber | None
    settled: Settlement | None
    by: Named | None
    stands: str | None = None
    taken: Named | None = None
    reported: Reported | None = None


def card(voice: Voice, *, shown: Card) -> str:
    """Show a suspicion to a moderator."""
    return cut("\n".join(_card(shown, voice)), LONGEST_CARD)


def _card(shown: Card, voice: Voice) -> Iterator[str]:
    _, count = voice.texts.gettext, shown.count
    yield voice.texts.ngettext(
        "{person}, chat “{chat}”: {n} message. Card No. {number}.",
        "{person}, chat “{chat}”: {n} messages. Card No. {number}.",
        count,
    ).format(
        n=count, number=shown.number, chat=voice.chat(shown.chat), person=voice.who(shown.member)
    )
    if shown.text:
        said = _("Message {k} of {n}: “{text}”") if count > 1 else _("Message: “{text}”")
        quoted = quote(shown.text, _LONGEST_MESSAGE)
        yield said.format(k=shown.page + 1, n=count, text=quoted)
    for detection in shown.detections:
        yield f"• {word_finding(detection, voice)}"
    if shown.reported is not None:
        yield on_card(voice, reported=shown.reported)
    if shown.rule is not None:
        yield _("This looks like a breach: {rule} ({clause}).").format(
            rule=voice.cited_rule(shown.rule), clause=voice.cited(Clause.MODERATION)
        )
    yield " ".join(_state(shown, voice))


def _state(shown: Card, voice: Voice) -> Iterator[str]:
    _ = voice.texts.gettext
    who = _("bot") if shown.by is None else voice.who(shown.by)
    if shown.removed:
        yield _("Removed.")
    match shown.settled:
        case Settlement.CLEARED:
            yield _("No violation ({by}).").format(by=who)
        case Settlement.COUNTED:
            yield _("Violation No. {violation} is recorded ({by}).").format(
                violation=shown.violation or "–", by=who
            )
        case Settlement.LEFT:
            yield _("Recorded before; left as it is ({by}).").format(by=who)
        case None if shown.stands is None and shown.taken is not None:
            yield _("{person} decides about it.").format(person=voice.who(shown.taken))
        case None if shown.stands is None:
            yield _("You decide: nothing is counted without you.")
        case None:
            yield shown.stands
            yield _("Please look at what it says now, and decide.")
    if shown.settled is not None and shown.left:
        yield voice.texts.ngettext(
            "{n} more message to decide on.", "{n} more messages to decide on.", shown.left
        ).format(n=shown.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """What somebody wrote beside a message of a card; `is_later`: after it."""

    author: Named
    text: str
    is_later: bool


_LONGEST_NEAR = 200


def near(voice: Voice, *, lines: tuple[Near, ...]) -> str:
    """Show what was written before and after a message, oldest first."""
    _ = voice.texts.gettext
    said = [_("Beside it:")]
    for each in lines:
        line = _("after it, {person}: “{text}”") if each.is_later else _("{person}: “{text}”")
        text = quote(each.text, _LONGEST_NEAR) or "…"
        said.append(line.format(person=voice.name(each.author), text=text))
    return "\n".join(said)


def with_near(card: str, near: str) -> str:
    """Return a card with what was written near its message below."""
    return f"{cut(card, LONGEST_CARD - len(near))}\n\n{near}"


def removed(voice: Voice, *, member: Named, rule: Rule, messages: int) -> str:
    """Say how many messages of a member were removed, and under which rule."""
    return voice.texts.ngettext(
        "{n} message of {person} was removed: {rule} ({clause}).",
        "{n} messages of {person} were removed: {rule} ({clause}).",
        messages,
    ).format(
        n=messages,
        person=voice.who(member),
        rule=voice.cited_rule(rule),
        clause=voice.cited(Clause.MODERATION),
    )


def open_cards(voice: Voice, *, count: int, shown: int) -> str:
    """Say how many cards are open in the chats that the asker moderates; `shown` of them follow."""
    _ = voice.texts.gettext
    if not count:
        return _("Nothing waits for your decision.")
    said = voice.texts.ngettext("{n} open card.", "{n} open cards.", count).format(n=count)
    if shown == count:
        return said
    more = _("The first ones are below; the others come when you ask again.")
    return f"{said} {more}"


def line(fact: SuspicionFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about a suspicion, without the message's text."""
    _ = voice.texts.gettext
    match fact:
        case SuspicionRaised(number=number, found=found):
            return _("card No. {number}: {found}").format(number=number, found=_named(found, voice))
        case SuspicionGrown(number=number, found=found):
            return _("card No. {number}, more of it: {found}").format(
                number=number, found=_named(found, voice)
            )
        case SuspicionPresented(number=number):
            return _("card No. {number} put before the moderators").format(number=number)
        case SuspicionSettled(number=number, how=Settlement.CLEARED):
            return _("card No. {number}: no violation").format(number=number)
        case SuspicionSettled(number=number, how=Settlement.LEFT):
            return _("card No. {number}: recorded before, left as it is").format(number=number)
        case SuspicionSettled(number=number, violation=violation):
            return _("card No. {number}: violation No. {violation}").format(
                number=number, violation=violation or "–"
            )
        case SuspicionReopened(number=number):
            return _("card No. {number} is open again").format(number=number)


def _named(found: tuple[Found, ...], voice: Voice) -> str:
    _ = voice.texts.gettext
    detectors = dict.fromkeys(each.detector for each in found)
    return voice.texts.listed(
        _("reported by members") if isinstance(each, Origin) else detector_words(each, voice)
        for each in detectors
    )


REFUSALS: Refusals = {
    NOTHING_SUSPECTED: sentence("There is nothing to be done about it."),
    NOTHING_TO_ENFORCE: sentence("There is nothing to be done about it."),
    NO_SUCH_SUSPICION: sentence("This card is no longer kept."),
    SETTLED_ALREADY: sentence("This card is settled already."),
    SUSPECTED_REMOVED: sentence("It is removed already."),
    NOT_RECORDED_YET: sentence(
        "This is not recorded yet: please decide with the buttons of the card."
    ),
}


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
            text=quoted, chat=voice.chat(chat)
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
            detector=head, rule=voice.cited_rule(rule), response=RESPONSES[response](voice)
        )
    for detection in answer.detections:
        yield f"• {word_detection(detection, voice)}"
    for cleared in answer.cleared:
        yield f"• {word_cleared(cleared, voice)}"
