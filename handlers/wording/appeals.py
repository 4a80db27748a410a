"""Words for appeals (п. 6.1)."""

from typing import assert_never

from handlers.commands import Command
from handlers.notices import Ground
from handlers.notices.appeals import (
    AnswerAsked,
    AnswerGiven,
    AppealCase,
    AppealClosed,
    AppealDecidedSaid,
    AppealFellSaid,
    AppealInWhichChat,
    AppealNeedsNobody,
    AppealNotice,
    AppealStuck,
    AppealStuckSaid,
    AppealTaken,
    AppealUpheldSaid,
    AppealWordsAsked,
    Contestable,
    ContestableListed,
    NotToBeAsked,
    PassedOn,
    QuestionAsked,
    QuestionPut,
    QuestionSent,
    ReasonAsked,
    ViolationSaidPrivately,
)
from handlers.quoting import quote
from handlers.voice import LONGEST_NAME, LONGEST_NOTE, Voice
from rules.appeals import LONGEST_WORDS
from rules.clauses import Clause
from rules.ids import BlockNumber


def word_appeal(notice: AppealNotice, voice: Voice) -> str:
    """Give the words of a notice about an appeal."""
    _ = voice.texts.gettext
    match notice:
        case ViolationSaidPrivately():
            return _word_violation(notice, voice)
        case ContestableListed(things=things):
            if not things:
                return _("There is nothing that you could contest now ({clause}).").format(
                    clause=voice.cited(Clause.CONFLICTS)
                )
            head = _("What you can contest ({clause}), each once:").format(
                clause=voice.cited(Clause.CONFLICTS)
            )
            return "\n".join([head, *(f"• {_thing(thing, voice)}" for thing in things)])
        case AppealWordsAsked():
            return _(
                "Please write in one message what you do not agree with, and why. It goes to the"
                " college's administrators ({clause})."
            ).format(clause=voice.cited(Clause.CONFLICTS))
        case AppealInWhichChat():
            return _("You have a violation of that number in several chats. In which one?")
        case AppealTaken() | AppealStuck() | AppealStuckSaid():
            return _word_taken(notice, voice)
        case AppealCase():
            return _word_case(notice, voice)
        case AppealClosed() | AppealDecidedSaid() | AppealFellSaid() | AppealNeedsNobody():
            return _word_end(notice, voice)
        case AppealUpheldSaid(number=number, to=to):
            return _(
                "{person}, appeal No. {number} is refused: the decision stays ({clause})."
            ).format(person=voice.who(to), number=number, clause=voice.cited(Clause.CONFLICTS))
        case ReasonAsked(granted=granted):
            if granted:
                return _("Please write in one message why it is annulled.")
            return _("Please write in one message why it stays.")
        case AnswerAsked():
            return _("Please write the answer in one message.")
        case PassedOn():
            return _("Thank you, it is passed on.")
        case QuestionAsked() | QuestionSent() | NotToBeAsked():
            return _word_asking(notice, voice)
        case QuestionPut() | AnswerGiven():
            return _word_talk(notice, voice)
        case _:
            assert_never(notice)


def _word_violation(notice: ViolationSaidPrivately, voice: Voice) -> str:
    _ = voice.texts.gettext
    said = _(
        "In the chat “{chat}” violation No. {number} of yours is recorded: {rule} ({clause})."
    ).format(
        chat=quote(notice.chat, LONGEST_NAME),
        number=notice.number,
        rule=voice.cited_rule(notice.rule),
        clause=voice.cited(Clause.REMINDER),
    )
    if notice.note:
        note = _("Note: {note}").format(note=quote(notice.note, LONGEST_NOTE))
        said = f"{said}\n{note}"
    may = _(
        "If you do not agree, you can contest it once, until {until} ({clause}): press the button,"
        " or write here {appeal} {number}."
    ).format(
        until=voice.moment(notice.until),
        clause=voice.cited(Clause.CONFLICTS),
        appeal=voice.command(Command.APPEAL),
        number=notice.number,
    )
    return f"{said}\n{may}"


def _subject(violation: Ground | None, block: BlockNumber | None, voice: Voice) -> str:
    _ = voice.texts.gettext
    if violation is not None:
        return _("violation {ground}").format(ground=voice.ground(violation))
    return _("block No. {number}").format(number=block or 0)


def _thing(thing: Contestable, voice: Voice) -> str:
    return f"«{quote(thing.chat, LONGEST_NAME)}»: {_subject(thing.ground, thing.block, voice)}"


def _word_taken(notice: AppealTaken | AppealStuck | AppealStuckSaid, voice: Voice) -> str:
    _ = voice.texts.gettext
    waits = _(
        "There is no administrator at present who could decide it: nobody decides on a case of"
        " their own. It stays open until the college names me another one: you can ask the"
        " college for that, too."
    )
    if isinstance(notice, AppealStuck):
        return _(
            "Nobody can decide appeal No. {number} in “{chat}” ({clause}): each of the"
            " college's administrators took part in the case or is the person's family. Add"
            " another administrator to {setting} in the settings and restart me: they will get"
            " the case. Until then it stays open."
        ).format(
            number=notice.number,
            chat=quote(notice.chat, LONGEST_NAME),
            clause=voice.cited(Clause.CONFLICTS),
            setting="ADMIN_IDS",
        )
    if isinstance(notice, AppealStuckSaid):
        said = _("Your appeal No. {number} in “{chat}” waits ({clause}).").format(
            number=notice.number,
            chat=quote(notice.chat, LONGEST_NAME),
            clause=voice.cited(Clause.CONFLICTS),
        )
        return f"{said} {waits}"
    said = _("Your appeal No. {number} is with the college's administrators ({clause}).").format(
        number=notice.number, clause=voice.cited(Clause.CONFLICTS)
    )
    if not notice.decidable:
        return f"{said} {waits}"
    more = _("They may ask you a question through me, and I will tell you the decision.")
    return f"{said} {more}"


def _word_case(notice: AppealCase, voice: Voice) -> str:
    _ = voice.texts.gettext
    lines = [
        _("Appeal No. {number} ({clause}), chat “{chat}”: {person} contests {subject}.").format(
            number=notice.number,
            clause=voice.cited(Clause.CONFLICTS),
            chat=quote(notice.chat, LONGEST_NAME),
            person=voice.who(notice.member),
            subject=_subject(notice.violation, notice.block, voice),
        ),
        _("Words of the person: {text}").format(text=quote(notice.text, LONGEST_WORDS)),
    ]
    if notice.decider is not None:
        lines.append(_("Decided by: {by}.").format(by=voice.who(notice.decider)))
    if notice.note:
        lines.append(
            _("Words of the moderator: {note}").format(note=quote(notice.note, LONGEST_NOTE))
        )
    if notice.evidence is not None:
        lines.append(_("The message: {text}").format(text=quote(notice.evidence, LONGEST_WORDS)))
    elif notice.violation is not None:
        lines.append(_("The text of a message is not kept."))
    if notice.grounds:
        lines.append(_("Grounds:\n{grounds}").format(grounds=voice.grounds(notice.grounds)))
    lines.append(
        _("Violations that count: {counted}; blocks so far: {blocks}.").format(
            counted=notice.counted, blocks=notice.blocks
        )
    )
    return "\n".join(lines)


def _word_end(
    notice: AppealClosed | AppealDecidedSaid | AppealFellSaid | AppealNeedsNobody, voice: Voice
) -> str:
    match notice:
        case AppealFellSaid() | AppealNeedsNobody() | AppealClosed(fell=True):
            return _word_fallen(notice, voice)
        case AppealClosed() | AppealDecidedSaid():
            return _word_decision(notice, voice)
        case _:
            assert_never(notice)


def _word_decision(notice: AppealClosed | AppealDecidedSaid, voice: Voice) -> str:
    _ = voice.texts.gettext
    reason = quote(notice.reason, LONGEST_WORDS)
    chat, clause = quote(notice.chat, LONGEST_NAME), voice.cited(Clause.CONFLICTS)
    match notice:
        case AppealClosed(granted=granted):
            said = (
                _("Appeal No. {number} of {person}, chat “{chat}”: granted by {by} ({clause}).")
                if granted
                else _(
                    "Appeal No. {number} of {person}, chat “{chat}”: refused by {by} ({clause})."
                )
            )
            told = said.format(
                number=notice.number,
                person=voice.who(notice.member),
                chat=chat,
                by=voice.who(notice.by),
                clause=clause,
            )
        case AppealDecidedSaid(granted=granted):
            said = (
                _("Appeal No. {number}, chat “{chat}”, is granted: it was annulled ({clause}).")
                if granted
                else _("Appeal No. {number}, chat “{chat}”, is refused: it stays ({clause}).")
            )
            told = said.format(number=notice.number, chat=chat, clause=clause)
        case _:
            assert_never(notice)
    return f"{told}\n" + _("Reason: {reason}").format(reason=reason)


def _word_fallen(notice: AppealFellSaid | AppealNeedsNobody | AppealClosed, voice: Voice) -> str:
    _ = voice.texts.gettext
    person = ""
    match notice:
        case AppealClosed(member=member):
            person = voice.who(member)
            said = _(
                "Appeal No. {number} of {person}, chat “{chat}”: granted. What it contests was"
                " annulled before a decision ({by}, {clause})."
            )
        case AppealFellSaid():
            said = _(
                "What you contest is annulled ({by}), so your appeal No. {number} in “{chat}” is"
                " granted ({clause})."
            )
        case AppealNeedsNobody():
            said = _(
                "Appeal No. {number} in “{chat}” needs no decision any more: what it contests is"
                " annulled ({by}, {clause})."
            )
        case _:
            assert_never(notice)
    return said.format(
        by=voice.name(notice.by),
        person=person,
        number=notice.number,
        chat=quote(notice.chat, LONGEST_NAME),
        clause=voice.cited(Clause.CONFLICTS),
    )


def _word_asking(notice: QuestionAsked | QuestionSent | NotToBeAsked, voice: Voice) -> str:
    _ = voice.texts.gettext
    match notice:
        case QuestionAsked(to=to):
            return _("Please write the question to {person} in one message.").format(
                person=voice.to_whom(to)
            )
        case QuestionSent(to=to):
            return _("The question went to {person}.").format(person=voice.to_whom(to))
        case NotToBeAsked(to=to):
            return _(
                "{person} takes no private messages from me, so I cannot ask. Please ask yourself."
            ).format(person=voice.name(to))
        case _:
            assert_never(notice)


def _word_talk(notice: QuestionPut | AnswerGiven, voice: Voice) -> str:
    _ = voice.texts.gettext
    chat, text = quote(notice.chat, LONGEST_NAME), quote(notice.text, LONGEST_WORDS)
    match notice:
        case QuestionPut(number=number):
            return _(
                "A question of the college's administrator about appeal No. {number}, chat"
                " “{chat}” ({clause}):\n{text}"
            ).format(number=number, chat=chat, clause=voice.cited(Clause.CONFLICTS), text=text)
        case AnswerGiven(number=number, by=by):
            return _("Appeal No. {number}, chat “{chat}”, the answer of {by}:\n{text}").format(
                number=number, chat=chat, by=voice.who(by), text=text
            )
        case _:
            assert_never(notice)
