"""Words for leavers, families, and expulsions made by hand."""

from collections.abc import Sequence
from typing import assert_never

from handlers.commands import Command
from handlers.notices.leavers import (
    DepartureCancelled,
    DepartureChanged,
    DepartureConfirmed,
    DeparturePlanned,
    DepartureSettled,
    Failing,
    FamilyChanged,
    FamilyShown,
    Going,
    HandExpulsion,
    HandExpulsionSettled,
    InvitedBack,
    LeaverNotice,
    NotReachable,
    Staying,
)
from handlers.quoting import cut, quote
from handlers.voice import LONGEST_NAME, LONGEST_NOTE, Voice
from rules.clauses import Clause
from rules.leavers import Why
from rules.vocabulary.leavers import RemovalFault

MOST_LINES = 6
"""How many people a list names before it only counts."""

LONGEST_CHATS = 150
"""UTF-16 units for the chats of one person: the plan is edited, so it is one message."""


def word_leaver(notice: LeaverNotice, voice: Voice) -> str:
    """Give the words of a notice about a leaver, a family or an expulsion by hand."""
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    clause = voice.cited(Clause.LEAVERS)
    match notice:
        case DeparturePlanned():
            return _word_plan(notice, voice)
        case DepartureChanged():
            return _("Things have changed since. Please look at the new list and confirm it.")
        case DepartureConfirmed(count=0):
            return _("{leaver}: noted as a leaver by {by} ({clause}).").format(
                leaver=voice.name(notice.leaver), by=voice.name(notice.by), clause=clause
            )
        case DepartureConfirmed(count=count):
            return ngettext(
                "Leaver: {leaver}. {by} confirmed; {n} removal is under way ({clause}).",
                "Leaver: {leaver}. {by} confirmed; {n} removals are under way ({clause}).",
                count,
            ).format(
                leaver=voice.name(notice.leaver), by=voice.name(notice.by), n=count, clause=clause
            )
        case DepartureCancelled(leaver=leaver, by=by):
            return _("Leaver: {leaver}. Cancelled, nobody was removed ({by}).").format(
                leaver=voice.name(leaver), by=voice.name(by)
            )
        case DepartureSettled():
            return _word_settled(notice, voice)
        case FamilyShown() | FamilyChanged():
            return _word_family(notice, voice)
        case HandExpulsion() | HandExpulsionSettled() | InvitedBack() | NotReachable():
            return _word_expulsion(notice, voice)
        case _:
            assert_never(notice)


def _word_plan(notice: DeparturePlanned, voice: Voice) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    clause = voice.cited(Clause.LEAVERS)
    leaver = voice.name(notice.leaver)
    if notice.going:
        head = _("Leaver: {leaver}. Please check who would be removed from where ({clause}).")
        parts = [head.format(leaver=leaver, clause=clause), _("To be removed:")]
        parts += _listed([_word_going(each, voice) for each in notice.going], voice)
    elif notice.noted:
        head = _("{leaver} is noted as a leaver already; I can remove nobody ({clause}).")
        parts = [head.format(leaver=leaver, clause=clause)]
    else:
        head = _("Leaver: {leaver}. Nobody has to be removed; shall I note it ({clause})?")
        parts = [head.format(leaver=leaver, clause=clause)]
    if notice.staying:
        parts.append(_("Staying:"))
        parts += _listed([_word_staying(each, voice) for each in notice.staying], voice)
    if notice.beyond:
        parts.append(
            ngettext(
                "There is {n} more chat that you do not moderate: the college's administrator can"
                " do the same for it by writing {command} to me in private.",
                "There are {n} more chats that you do not moderate: the college's administrator"
                " can do the same for them by writing {command} to me in private.",
                notice.beyond,
            ).format(n=notice.beyond, command=voice.command(Command.LEAVER))
        )
    return "\n".join(parts)


def _word_settled(notice: DepartureSettled, voice: Voice) -> str:
    _ = voice.texts.gettext
    head = _("Leaver: {leaver}. Done ({clause}).") if not notice.failed else ""
    head = head or _("Leaver: {leaver}. Not everything could be done ({clause}).")
    parts = [
        head.format(leaver=voice.name(notice.leaver), clause=voice.cited(Clause.LEAVERS)),
    ]
    if notice.gone:
        parts.append(_("Removed:"))
        parts += _listed([_word_going(each, voice) for each in notice.gone], voice)
    if notice.failed:
        parts.append(_("Could not be removed:"))
        parts += _listed([_word_failing(each, voice) for each in notice.failed], voice)
    return "\n".join(parts)


def _word_going(going: Going, voice: Voice) -> str:
    _ = voice.texts.gettext
    line = _("• {person} (parent): {chats}") if going.parent else _("• {person}: {chats}")
    return line.format(person=voice.name(going.member), chats=_chats(going.chats, voice))


def _word_staying(staying: Staying, voice: Voice) -> str:
    return voice.texts.gettext("• {person}: {chats} — {why}").format(
        person=voice.name(staying.member),
        chats=_chats(staying.chats, voice),
        why=_why(staying.why, voice),
    )


def _word_failing(failing: Failing, voice: Voice) -> str:
    return voice.texts.gettext("• {person}: {chats} — {why}").format(
        person=voice.name(failing.member),
        chats=_chats(failing.chats, voice),
        why=_fault(failing.fault, voice),
    )


def _why(why: Why, voice: Voice) -> str:
    _ = voice.texts.gettext
    match why:
        case Why.CHILD_HERE:
            return _("another child of theirs belongs to this chat")
        case Why.CHILD_STUDIES:
            return _("another child of theirs still studies")
        case Why.PROTECTED:
            return _(
                "VK lets nobody remove a chat's administrator: take the rights away first, then"
                " repeat the command"
            )
        case Why.MODERATOR:
            return _("a moderator; only the college's administrator can remove one")
        case Why.NO_RIGHTS:
            return _("I have no rights in this chat: remove them by hand")
        case Why.TRIAL:
            return _("this chat is on trial, and I remove nobody")
        case _:
            assert_never(why)


def _fault(fault: RemovalFault, voice: Voice) -> str:
    _ = voice.texts.gettext
    match fault:
        case RemovalFault.PROTECTED:
            return _why(Why.PROTECTED, voice)
        case RemovalFault.NO_RIGHTS:
            return _why(Why.NO_RIGHTS, voice)
        case RemovalFault.GONE:
            return _("I am not in this chat any more: remove them by hand")
        case RemovalFault.REFUSED:
            return _("VK refused: remove them by hand, or repeat the command later")
        case _:
            assert_never(fault)


def _chats(titles: Sequence[str], voice: Voice) -> str:
    named = (
        voice.texts.gettext("“{title}”").format(title=quote(title, LONGEST_NAME))
        for title in titles
    )
    return cut(", ".join(named), LONGEST_CHATS)


def _listed(lines: Sequence[str], voice: Voice) -> list[str]:
    more = len(lines) - MOST_LINES
    if more <= 0:
        return list(lines)
    rest = voice.texts.ngettext("and {n} more", "and {n} more", more).format(n=more)
    return [*lines[:MOST_LINES], rest]


def _word_family(notice: FamilyShown | FamilyChanged, voice: Voice) -> str:
    _ = voice.texts.gettext
    clause = voice.cited(Clause.LEAVERS)
    match notice:
        case FamilyChanged(linked=True):
            return _("On record: {parent} is a parent of {child} ({clause}).").format(
                parent=voice.name(notice.parent), child=voice.name(notice.child), clause=clause
            )
        case FamilyChanged():
            return _("No longer on record: {parent} as a parent of {child} ({clause}).").format(
                parent=voice.name(notice.parent), child=voice.name(notice.child), clause=clause
            )
        case FamilyShown(parents=(), children=()):
            return _("No family is on record for {person} ({clause}).").format(
                person=voice.name(notice.member), clause=clause
            )
        case FamilyShown():
            parts = [
                _("Family of {person} ({clause}):").format(
                    person=voice.name(notice.member), clause=clause
                )
            ]
            parts += [
                _("• parent: {person}").format(person=voice.name(each)) for each in notice.parents
            ]
            parts += [
                (
                    _("• child: {person}, a leaver")
                    if each.member in notice.left
                    else _("• child: {person}")
                ).format(person=voice.name(each))
                for each in notice.children
            ]
            return "\n".join(parts)
        case _:
            assert_never(notice)


def _word_expulsion(
    notice: HandExpulsion | HandExpulsionSettled | InvitedBack | NotReachable, voice: Voice
) -> str:
    _ = voice.texts.gettext
    match notice:
        case HandExpulsion(chat=chat, member=member, by=by):
            return _(
                "Chat “{chat}”: {by} removed a participant by hand: {member}. That is entered in"
                " the journal as made outside the procedure ({clause}). If {member} left the"
                " college, please enter the ground; if not, invite them back."
            ).format(
                chat=quote(chat, LONGEST_NOTE),
                by=voice.who(by),
                member=voice.name(member),
                clause=voice.cited(Clause.GROUNDS),
            )
        case HandExpulsionSettled(grounded=True):
            said = _(
                "Chat “{chat}”: {by} removed a participant by hand: {member}. The ground is"
                " entered by {settled_by}: a leaver ({clause})."
            )
            clause = Clause.LEAVERS
        case HandExpulsionSettled():
            said = _(
                "Chat “{chat}”: {by} removed a participant by hand: {member}. There was no ground;"
                " {settled_by} invites them back ({clause})."
            )
            clause = Clause.GROUNDS
        case InvitedBack(chat=chat):
            return _(
                "You were removed from the chat “{chat}” without a ground ({clause}). You are"
                " invited back:"
            ).format(chat=quote(chat, LONGEST_NOTE), clause=voice.cited(Clause.GROUNDS))
        case NotReachable(member=member):
            return _(
                "{member} takes no private messages from me. Please give them the chat's link"
                " yourself."
            ).format(member=voice.name(member))
        case _:
            assert_never(notice)
    return said.format(
        chat=quote(notice.chat, LONGEST_NOTE),
        by=voice.name(notice.by),
        member=voice.name(notice.member),
        settled_by=voice.name(notice.settled_by),
        clause=voice.cited(clause),
    )
