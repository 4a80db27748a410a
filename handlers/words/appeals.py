"""Appeals (п. 6.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from handlers.commands import Command
from handlers.voice import LONGEST_NOTE, Ground, Named, Voice, fixed, quote
from handlers.words.replies import preview
from handlers.words.rows import LONGEST_LINE_NOTE, JournalLine, Refusals, sentence
from handlers.words.violations import consequence
from rules.appeals import LONGEST_WORDS
from rules.clauses import Clause
from rules.conduct import Rule
from rules.ids import AppealNumber, BlockNumber, ViolationNumber
from rules.vocabulary.appeals import (
    APPEAL_OVER,
    APPEALED_ALREADY,
    NOBODY_ASKED,
    NOTHING_TO_APPEAL,
    ONLY_ADMINISTRATORS,
    OWN_DECISION,
    WORDS_MISSING,
    AnnulledOnAppeal,
    AppealAnswered,
    AppealAsked,
    AppealClosedBy,
    AppealExtended,
    AppealFact,
    AppealGranted,
    AppealMade,
    AppealRefusal,
    AppealTooLate,
    AppealUpheld,
    WordsTooLong,
)

which_chat = fixed("You have a violation of that number in several chats. In which one?")
ask_words = fixed(
    "Please write in one message what you do not agree with, and why. It goes to the"
    " college's administrators ({clause}).",
    clause=Clause.CONFLICTS,
)
nobody_decides = fixed(
    "There is no administrator at present who could decide it: nobody decides on a case of"
    " their own. It stays open until the college names me another one: you can ask the"
    " college for that, too."
)
ask_answer = fixed("Please write the answer in one message.")
answer_sent = fixed("Thank you, it is passed on.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestable:
    """A violation, or the block in force, that a person can contest."""

    chat: str
    ground: Ground | None
    block: BlockNumber | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A ground of a block as recorded; `by` None: by the bot, `text` None: of no message.

    `pictures`: how many of its pictures are kept.
    """

    ground: Ground
    by: Named | None
    note: str
    text: str | None
    pictures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealCase:
    """An appeal with everything an administrator needs to decide it."""

    number: AppealNumber
    chat: str
    member: Named
    guardian: Named | None
    decider: Named | None
    violation: Ground | None
    block: BlockNumber | None
    note: str
    evidence: str | None
    pictures: int
    text: str
    counted: int
    blocks: int
    grounds: tuple[Recorded, ...]


def violation_recorded(
    voice: Voice,
    *,
    chat: str,
    number: ViolationNumber,
    rule: Rule,
    note: str,
    until: datetime,
    counted: int,
    threshold: int,
) -> str:
    """Tell a person of their violation, how many count, and until when (UTC) to contest it."""
    _ = voice.texts.gettext
    said = _(
        "In the chat “{chat}” violation No. {number} of yours is recorded: {rule} ({clause})."
    ).format(
        chat=voice.chat(chat),
        number=number,
        rule=voice.cited_rule(rule),
        clause=voice.cited(Clause.REMINDER),
    )
    if note:
        said = f"{said}\n" + _("Note: {note}").format(note=quote(note, LONGEST_NOTE))
    may = _(
        "If you do not agree, you can contest it once, until {until} ({clause}): press the button,"
        " or write here {appeal} {number}."
    ).format(
        until=voice.moment(until),
        clause=_clause(voice),
        appeal=voice.command(Command.APPEAL),
        number=number,
    )
    return f"{said}\n{consequence(counted, threshold, voice)}\n{may}"


def contestable(voice: Voice, *, things: tuple[Contestable, ...]) -> str:
    """List everything that a person can contest now."""
    _ = voice.texts.gettext
    if not things:
        return _("There is nothing that you could contest now ({clause}).").format(
            clause=_clause(voice)
        )
    head = _("What you can contest ({clause}), each once:").format(clause=_clause(voice))
    lines = (
        f"• «{voice.chat(thing.chat)}»: {_contested(thing.ground, thing.block, voice)}"
        for thing in things
    )
    return "\n".join([head, *lines])


def _contested(violation: Ground | None, block: BlockNumber | None, voice: Voice) -> str:
    _ = voice.texts.gettext
    if violation is not None:
        return _("violation {ground}").format(ground=voice.ground(violation))
    return _("block No. {number}").format(number=block or 0)


def _clause(voice: Voice) -> str:
    return voice.cited(Clause.CONFLICTS)


def _appeal(voice: Voice, number: AppealNumber, chat: str) -> dict[str, object]:
    """Return what most sentences about an appeal name."""
    return {"number": number, "chat": voice.chat(chat), "clause": _clause(voice)}


def appeal_shown(voice: Voice, *, chat: str, text: str, until: datetime) -> str:
    """Show an appeal to its author before it is sent; it waits until `until` (UTC)."""
    head = voice.texts.gettext(
        "The college's administrators will read about “{chat}” ({clause}). This can be"
        " contested once:"
    ).format(chat=voice.chat(chat), clause=_clause(voice))
    return preview(head, text, until, voice)


def addition_shown(voice: Voice, *, number: AppealNumber, text: str, until: datetime) -> str:
    """Show what is added to an appeal to its author before it is sent; it waits until `until`."""
    head = voice.texts.gettext("I will add to your appeal No. {number} ({clause}):").format(
        number=number, clause=_clause(voice)
    )
    return preview(head, text, until, voice)


def taken(voice: Voice, *, number: AppealNumber, until: datetime, decidable: bool) -> str:
    """Confirm an appeal to its author, which is to be decided by `until` (UTC).

    Not `decidable`: no administrator may decide it.
    """
    _ = voice.texts.gettext
    said = _("Your appeal No. {number} is with the college's administrators ({clause}).").format(
        number=number, clause=_clause(voice)
    )
    if not decidable:
        return f"{said} {nobody_decides(voice)}"
    more = _(
        "It is to be decided by {until}. They may ask you a question through me, and I will tell"
        " you the decision."
    ).format(until=voice.moment(until))
    return f"{said} {more}"


def stuck(voice: Voice, *, number: AppealNumber, chat: str) -> str:
    """Tell the administrators that none of them may decide an appeal, and what to change."""
    return voice.texts.gettext(
        "Nobody can decide appeal No. {number} in “{chat}” ({clause}): each of the"
        " college's administrators took part in the case or is the person's family. Add"
        " another administrator to {setting} in the settings and restart me: they will get"
        " the case. Until then it stays open."
    ).format(setting="ADMIN_IDS", **_appeal(voice, number, chat))


def own_stuck(voice: Voice, *, number: AppealNumber, chat: str) -> str:
    """Tell a person that no administrator may decide their appeal any more."""
    said = voice.texts.gettext("Your appeal No. {number} in “{chat}” waits ({clause}).").format(
        **_appeal(voice, number, chat)
    )
    return f"{said} {nobody_decides(voice)}"


def appeal_case(voice: Voice, *, case: AppealCase) -> str:
    """Show an appeal to an administrator."""
    _ = voice.texts.gettext
    lines = [
        _("Appeal No. {number} ({clause}), chat “{chat}”: {person} contests {subject}.").format(
            number=case.number,
            clause=_clause(voice),
            chat=voice.chat(case.chat),
            person=voice.who(case.member),
            subject=_contested(case.violation, case.block, voice),
        ),
        _("Words of the person: {text}").format(text=quote(case.text, LONGEST_WORDS)),
    ]
    if case.guardian is not None:
        by = voice.who(case.guardian)
        lines.append(_("Contested by the legal representative: {by}.").format(by=by))
    if case.decider is not None:
        decided = voice.gendered(case.decider, "Decided by: {by}.")
        lines.append(decided.format(by=voice.who(case.decider)))
    if case.note:
        lines.append(
            _("Words of the moderator: {note}").format(note=quote(case.note, LONGEST_NOTE))
        )
    if case.evidence is not None:
        lines.append(
            _("The message: {text}").format(text=quote(case.evidence, LONGEST_WORDS))
            if case.evidence.strip()
            else _no_text(voice, case.pictures)
        )
    elif case.violation is not None:
        lines.append(_("The record points to no message."))
    if case.grounds:
        grounds = "\n".join(_recorded(each, voice) for each in case.grounds)
        lines.append(_("Grounds:\n{grounds}").format(grounds=grounds))
    lines.append(
        _("Violations that count: {counted}; blocks so far: {blocks}.").format(
            counted=case.counted, blocks=case.blocks
        )
    )
    return "\n".join(lines)


_LONGEST_GROUND = 200


def _recorded(each: Recorded, voice: Voice) -> str:
    _ = voice.texts.gettext
    by = _("bot") if each.by is None else voice.name(each.by)
    said = f"• {voice.ground(each.ground)} ({by})"
    if each.note:
        note = _("Note: {note}").format(note=quote(each.note, _LONGEST_GROUND))
        said = f"{said}. {note}"
    if each.text is not None:
        text = _("“{words}”").format(words=quote(each.text, _LONGEST_GROUND))
        said = f"{said}\n{text if each.text.strip() else _no_text(voice, each.pictures)}"
    return said


def pictures_of(
    voice: Voice, *, number: AppealNumber, records: Mapping[ViolationNumber, int]
) -> str:
    """Say over the pictures of an appeal how many are of which record, in order."""
    ngettext = voice.texts.ngettext
    each = [
        ngettext("No. {number}: {n} picture", "No. {number}: {n} pictures", n).format(
            number=record, n=n
        )
        for record, n in records.items()
    ]
    return voice.texts.gettext("Pictures for appeal No. {number}. Records: {records}.").format(
        number=number, records="; ".join(each)
    )


def _no_text(voice: Voice, pictures: int) -> str:
    """Say why the text of a message is not shown: it had none, or its term of keeping is over."""
    if pictures:
        return voice.texts.gettext("A message without words; its pictures are sent separately.")
    return voice.texts.gettext(
        "No text of the message is kept: its term is over, or it was a picture, a voice message or"
        " a file, which the bot does not keep."
    )


def made_for_you(voice: Voice, *, number: AppealNumber, by: Named) -> str:
    """Tell a child that their guardian contests a decision for them."""
    return voice.texts.gettext(
        "{by} has contested a decision for you: appeal No. {number}."
    ).format(by=voice.name(by), number=number)


def ask_addition(voice: Voice) -> str:
    """Ask for words that are added to an appeal."""
    return voice.texts.gettext("What do you want to add to the appeal?")


def extended(voice: Voice, *, number: AppealNumber) -> str:
    """Confirm to an appellant that their words were added."""
    return voice.texts.gettext("Added to your appeal No. {number}.").format(number=number)


def addition(voice: Voice, *, number: AppealNumber, chat: str, by: Named, text: str) -> str:
    """Tell an administrator what was added to an appeal."""
    said = voice.texts.gettext("Appeal No. {number}, “{chat}”: {by} added: “{text}”")
    return said.format(
        number=number, chat=voice.chat(chat), by=voice.who(by), text=quote(text, LONGEST_WORDS)
    )


def ask_reason(voice: Voice, *, granted: bool) -> str:
    """Ask an administrator for the reason of the decision."""
    _ = voice.texts.gettext
    if granted:
        return _("Please write in one message why it is annulled.")
    return _("Please write in one message why it stays.")


def decision_shown(
    voice: Voice, *, number: AppealNumber, granted: bool, text: str, until: datetime
) -> str:
    """Show a decision and its reason to the administrator before it is sent."""
    _ = voice.texts.gettext
    head = (
        _(
            "Appeal No. {number}: what was contested is annulled ({clause}). The sides and"
            " the chat will read the reason:"
        )
        if granted
        else _(
            "Appeal No. {number}: what was contested stays ({clause}). The sides will read"
            " the reason:"
        )
    )
    return preview(head.format(number=number, clause=_clause(voice)), text, until, voice)


def closed(
    voice: Voice,
    *,
    number: AppealNumber,
    chat: str,
    member: Named,
    by: Named,
    granted: bool,
    reason: str,
) -> str:
    """Replace an appeal's case with the decision."""
    _ = voice.texts.gettext
    said = (
        _("Appeal No. {number} of {person}, chat “{chat}”: granted by {by} ({clause}).")
        if granted
        else _("Appeal No. {number} of {person}, chat “{chat}”: refused by {by} ({clause}).")
    ).format(person=voice.who(member), by=voice.who(by), **_appeal(voice, number, chat))
    return f"{said}\n{_reason(reason, voice)}"


def decided(
    voice: Voice,
    *,
    number: AppealNumber,
    chat: str,
    member: Named,
    violation: Ground | None,
    block: BlockNumber | None,
    granted: bool,
    reason: str,
) -> str:
    """Tell a side how an appeal of `member` against a violation or a block was decided."""
    _ = voice.texts.gettext
    said = (
        _("Appeal No. {number} ({person}, chat “{chat}”) against {subject}: granted ({clause}).")
        if granted
        else _(
            "Appeal No. {number} ({person}, chat “{chat}”) against {subject}: it stays ({clause})."
        )
    ).format(
        person=voice.who(member),
        subject=_contested(violation, block, voice),
        **_appeal(voice, number, chat),
    )
    return f"{said}\n{_reason(reason, voice)}"


def _reason(reason: str, voice: Voice) -> str:
    return voice.texts.gettext("Reason: {reason}").format(reason=quote(reason, LONGEST_WORDS))


def refused_in_chat(voice: Voice, *, number: AppealNumber, to: Named) -> str:
    """Say in the chat, to a side that takes no private messages, that an appeal was refused."""
    return voice.texts.gettext(
        "{person}, appeal No. {number} is refused: the decision stays ({clause})."
    ).format(person=voice.who(to), number=number, clause=_clause(voice))


def closed_by_annulment(
    voice: Voice, *, number: AppealNumber, chat: str, member: Named, by: Named
) -> str:
    """Replace an appeal's case: `by` annulled what it contests."""
    return voice.texts.gettext(
        "Appeal No. {number} of {person}, chat “{chat}”: granted. What it contests was"
        " annulled before a decision ({by}, {clause})."
    ).format(person=voice.who(member), by=voice.name(by), **_appeal(voice, number, chat))


def granted_by_annulment(voice: Voice, *, number: AppealNumber, chat: str, by: Named) -> str:
    """Tell a person that `by` annulled what they contest before a decision."""
    return voice.texts.gettext(
        "What you contest is annulled ({by}), so your appeal No. {number} in “{chat}” is"
        " granted ({clause})."
    ).format(by=voice.name(by), **_appeal(voice, number, chat))


def needs_no_decision(voice: Voice, *, number: AppealNumber, chat: str, by: Named) -> str:
    """Tell an administrator that `by` annulled what an appeal contests before a decision."""
    return voice.texts.gettext(
        "Appeal No. {number} in “{chat}” needs no decision any more: what it contests is"
        " annulled ({by}, {clause})."
    ).format(by=voice.name(by), **_appeal(voice, number, chat))


def cannot_be_asked(voice: Voice, *, to: Named) -> str:
    """Say that a side does not allow private messages, so no question can reach them."""
    return voice.texts.gettext(
        "{person} takes no private messages from me, so I cannot ask. Please ask yourself."
    ).format(person=voice.name(to))


def ask_question(voice: Voice, *, to: Named) -> str:
    """Ask an administrator for the question to a side."""
    return voice.texts.gettext("Please write the question to {person} in one message.").format(
        person=voice.to_whom(to)
    )


def question_shown(
    voice: Voice, *, number: AppealNumber, to: Named, text: str, until: datetime
) -> str:
    """Show a question to the administrator before it is sent."""
    head = voice.texts.gettext("A question to {person} about appeal No. {number}:").format(
        person=voice.who(to), number=number
    )
    return preview(head, text, until, voice)


def question(voice: Voice, *, number: AppealNumber, chat: str, text: str) -> str:
    """Ask a side a question about an appeal."""
    return voice.texts.gettext(
        "A question of the college's administrator about appeal No. {number}, chat"
        " “{chat}” ({clause}):\n{text}"
    ).format(text=quote(text, LONGEST_WORDS), **_appeal(voice, number, chat))


def question_sent(voice: Voice, *, to: Named) -> str:
    """Tell an administrator that the question was sent."""
    return voice.texts.gettext("The question went to {person}.").format(person=voice.to_whom(to))


def answer_shown(voice: Voice, *, number: AppealNumber, text: str, until: datetime) -> str:
    """Show an answer to its author before it is sent."""
    head = voice.texts.gettext(
        "The college's administrators will read your answer about appeal No. {number}:"
    ).format(number=number)
    return preview(head, text, until, voice)


def answer(voice: Voice, *, number: AppealNumber, chat: str, by: Named, text: str) -> str:
    """Show an answer about an appeal to the administrators."""
    return voice.texts.gettext(
        "Appeal No. {number}, chat “{chat}”, the answer of {by}:\n{text}"
    ).format(
        number=number, chat=voice.chat(chat), by=voice.who(by), text=quote(text, LONGEST_WORDS)
    )


def line(fact: AppealFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about an appeal; its words are for its sides alone."""
    _ = voice.texts.gettext
    match fact:
        case AppealMade(number=number, violation=None, block=block):
            return _("appeal No. {number} against block No. {block}").format(
                number=number, block=block or 0
            )
        case AppealMade(number=number, violation=violation):
            return _("appeal No. {number} against violation No. {violation}").format(
                number=number, violation=violation
            )
        case AppealExtended():
            return _("appeal No. {number}: the person added words").format(number=fact.number)
        case AppealAsked(number=number):
            return _("question about appeal No. {number}").format(number=number)
        case AppealAnswered(number=number):
            return _("answer about appeal No. {number}").format(number=number)
        case AppealUpheld(number=number, reason=reason):
            return _("appeal No. {number} refused: {reason}").format(
                number=number, reason=quote(reason, LONGEST_LINE_NOTE)
            )
        case AppealGranted(number=number, fell=True):
            return _("appeal No. {number} granted: what it contested was annulled").format(
                number=number
            )
        case AppealGranted(number=number, reason=reason):
            return _("appeal No. {number} granted: {reason}").format(
                number=number, reason=quote(reason, LONGEST_LINE_NOTE)
            )


def _refusal(reason: AppealRefusal, voice: Voice, _by: Named | None) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    match reason:
        case AppealTooLate(ended_at=ended_at):
            return _("The time for contesting that is over: it was possible until {ended}.").format(
                ended=voice.moment(ended_at)
            )
        case WordsTooLong(most=most):
            return ngettext(
                "Please be brief: {n} character at most.",
                "Please be brief: {n} characters at most.",
                most,
            ).format(n=most)
        case AppealClosedBy(number=number, appeal=appeal):
            return _(
                "Appeal No. {appeal} is granted because violation No. {number} was annulled, so"
                " that cannot be undone. If it was a violation, record it anew: the person can"
                " contest it again."
            ).format(appeal=appeal, number=number)
        case AnnulledOnAppeal(is_block=False, number=number):
            return _(
                "An administrator annulled violation No. {number} on appeal: it cannot be recorded"
                " again."
            ).format(number=number)
        case AnnulledOnAppeal(number=number):
            return _(
                "An administrator annulled block No. {number} on appeal. Its grounds count no more:"
                " they can neither be recorded again nor be used for another block."
            ).format(number=number)


REFUSALS: Refusals = {
    NOTHING_TO_APPEAL: sentence("You have no such record, and no block in force."),
    APPEALED_ALREADY: sentence("You have contested that already; it can be done once."),
    WORDS_MISSING: sentence("Please write it in words."),
    APPEAL_OVER: sentence("This appeal is decided already."),
    NOBODY_ASKED: sentence("Nobody waits for this answer any more."),
    OWN_DECISION: sentence("Nobody decides on a case of their own: another administrator does."),
    ONLY_ADMINISTRATORS: sentence("Appeals are decided by the college's administrators."),
    **dict.fromkeys(get_args(AppealRefusal), _refusal),
}
