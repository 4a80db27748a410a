"""Leavers and their parents, who are removed from the chats (п. 5.12.8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.commands import Command
from handlers.voice import Named, Said, Voice, cut, fixed
from handlers.words.rows import JournalLine, Refusals, sentence
from rules.clauses import Clause
from rules.leavers import Why
from rules.vocabulary.leavers import (
    EXPULSION_SETTLED,
    LINKED_ALREADY,
    NO_FAMILY,
    NOBODY_TO_REMOVE,
    NOT_LINKED,
    NOT_OF_COLLEGE,
    NOT_OF_YOUR_CHATS,
    PARENT_STAYS,
    LeaverFact,
    LeaverNoted,
    LeaverReturned,
    MemberRemoved,
    RemovalFailed,
    RemovalFault,
    RemovalOrdered,
)

MOST_LINES = 6
"""Most people named in a list; further ones are counted."""

LONGEST_CHATS = 150
"""UTF-16 units for the chats of one person: the plan is edited, so it is one message."""


plan_changed = fixed("Things have changed since. Please look at the new list and confirm it.")

_WHY: Mapping[Why, Said] = {
    Why.CHILD_HERE: fixed("another child of theirs belongs to this chat"),
    Why.CHILD_STUDIES: fixed("another child of theirs still studies"),
    Why.PROTECTED: fixed(
        "{messenger} lets nobody remove a chat's administrator: take the rights away first,"
        " then repeat the command"
    ),
    Why.MODERATOR: fixed("a moderator; only the college's administrator can remove one"),
    Why.NO_RIGHTS: fixed("I have no rights in this chat: remove them by hand"),
    Why.TRIAL: fixed("this chat is on trial, and I remove nobody"),
}

_FAULTS: Mapping[RemovalFault, Said] = {
    RemovalFault.PROTECTED: _WHY[Why.PROTECTED],
    RemovalFault.NO_RIGHTS: _WHY[Why.NO_RIGHTS],
    RemovalFault.GONE: fixed("I am not in this chat any more: remove them by hand"),
    RemovalFault.REFUSED: fixed(
        "{messenger} refused: remove them by hand, or repeat the command later"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """A person who is, or was, removed from the chats with these titles; `parent`: as a parent."""

    member: Named
    parent: bool
    chats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Staying:
    """A person who stays in the chats with these titles, and why."""

    member: Named
    chats: tuple[str, ...]
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """A person who could not be removed from the chats with these titles, and why."""

    member: Named
    chats: tuple[str, ...]
    fault: RemovalFault


def planned(
    voice: Voice,
    *,
    leaver: Named,
    going: tuple[Going, ...],
    staying: tuple[Staying, ...],
    beyond: int,
    noted: bool,
) -> str:
    """Show the plan of a departure, to be confirmed.

    `beyond` counts the chats that the asker does not moderate; `noted`: already a leaver.
    """
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    if going:
        head = _("Leaver: {leaver}. Please check who would be removed from where ({clause}).")
    elif noted:
        head = _("{leaver} is noted as a leaver already; I can remove nobody ({clause}).")
    else:
        head = _("Leaver: {leaver}. Nobody has to be removed; shall I note it ({clause})?")
    parts = [head.format(leaver=voice.name(leaver), clause=voice.cited(Clause.LEAVERS))]
    if going:
        parts.append(_("To be removed:"))
        parts += _listed([_going(each, voice) for each in going], voice)
    if staying:
        parts.append(_("Staying:"))
        parts += _listed(
            [_with_reason(each, _WHY[each.why](voice), voice) for each in staying], voice
        )
    if beyond:
        parts.append(
            ngettext(
                "There is {n} more chat that you do not moderate: the college's administrator can"
                " do the same for it by writing {command} to me in private.",
                "There are {n} more chats that you do not moderate: the college's administrator"
                " can do the same for them by writing {command} to me in private.",
                beyond,
            ).format(n=beyond, command=voice.command(Command.LEAVER))
        )
    return "\n".join(parts)


def confirmed(voice: Voice, *, leaver: Named, by: Named, count: int) -> str:
    """Say that a departure was confirmed, and that `count` removals are under way."""
    names = {
        "leaver": voice.name(leaver),
        "by": voice.name(by),
        "clause": voice.cited(Clause.LEAVERS),
    }
    if count == 0:
        return voice.texts.gettext("{leaver}: noted as a leaver by {by} ({clause}).").format(
            **names
        )
    return voice.texts.ngettext(
        "Leaver: {leaver}. {by} confirmed; {n} removal is under way ({clause}).",
        "Leaver: {leaver}. {by} confirmed; {n} removals are under way ({clause}).",
        count,
    ).format(**names, n=count)


def cancelled(voice: Voice, *, leaver: Named, by: Named) -> str:
    """Say that a departure was cancelled."""
    return voice.texts.gettext("Leaver: {leaver}. Cancelled, nobody was removed ({by}).").format(
        leaver=voice.name(leaver), by=voice.name(by)
    )


def ended(
    voice: Voice, *, leaver: Named, gone: tuple[Going, ...], failed: tuple[Failing, ...]
) -> str:
    """Say which removals of a departure succeeded and which failed, once all are over."""
    _ = voice.texts.gettext
    head = (
        _("Leaver: {leaver}. Not everything could be done ({clause}).")
        if failed
        else _("Leaver: {leaver}. Done ({clause}).")
    )
    parts = [head.format(leaver=voice.name(leaver), clause=voice.cited(Clause.LEAVERS))]
    if gone:
        parts.append(_("Removed:"))
        parts += _listed([_going(each, voice) for each in gone], voice)
    if failed:
        parts.append(_("Could not be removed:"))
        parts += _listed(
            [_with_reason(each, _FAULTS[each.fault](voice), voice) for each in failed], voice
        )
    return "\n".join(parts)


def removed(voice: Voice, *, chat: str, by: Named, parent: bool) -> str:
    """Tell a leaver, or a leaver's `parent`, why they are in a chat no more, and whom to ask."""
    _ = voice.texts.gettext
    said = (
        _(
            "You are no longer in the chat “{chat}”: your child is noted as having left the"
            " college ({clause}). If that is a mistake, please write to {by}."
        )
        if parent
        else _(
            "You are no longer in the chat “{chat}”: you are noted as having left the college"
            " ({clause}). If that is a mistake, please write to {by}."
        )
    )
    return said.format(chat=voice.chat(chat), clause=voice.cited(Clause.LEAVERS), by=voice.name(by))


def line(fact: LeaverFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about a leaver."""
    _ = voice.texts.gettext
    match fact:
        case LeaverNoted():
            return _("left the college")
        case LeaverReturned():
            return _("is at the college again")
        case RemovalOrdered():
            return _("to be removed from the chat: {ground}").format(ground=_ground(fact, voice))
        case MemberRemoved():
            return _("removed from the chat: {ground}").format(ground=_ground(fact, voice))
        case RemovalFailed():
            return _("could not be removed from the chat: {ground}").format(
                ground=_ground(fact, voice)
            )


REFUSALS: Refusals = {
    NOT_OF_COLLEGE: sentence(
        "That person is neither in a chat that I serve nor on the college's list: please"
        " check the name."
    ),
    NOT_OF_YOUR_CHATS: sentence(
        "That is for the college's administrators, and for moderators about people in a"
        " chat of theirs that an administrator has confirmed. Please ask an administrator"
        " to confirm the chat, or to do it."
    ),
    PARENT_STAYS: sentence(
        "A parent leaves together with the child: please name the student. An employee who"
        " is a parent as well has to be on the college's list."
    ),
    NOBODY_TO_REMOVE: sentence("Noted as a leaver already, and there is nobody left to remove."),
    NO_FAMILY: sentence(
        "These two cannot be parent and child: name the parent first, then the child."
    ),
    LINKED_ALREADY: sentence("They are on record as parent and child already."),
    NOT_LINKED: sentence(
        "They are not on record as parent and child: {command} @name shows who is.",
        command=Command.FAMILY,
    ),
    EXPULSION_SETTLED: sentence("What becomes of this was decided already."),
}


def _going(going: Going, voice: Voice) -> str:
    _ = voice.texts.gettext
    line = _("• {person} (parent): {chats}") if going.parent else _("• {person}: {chats}")
    return line.format(person=voice.name(going.member), chats=_chats(going.chats, voice))


def _with_reason(who: Staying | Failing, why: str, voice: Voice) -> str:
    return voice.texts.gettext("• {person}: {chats} — {why}").format(
        person=voice.name(who.member), chats=_chats(who.chats, voice), why=why
    )


def _chats(titles: Sequence[str], voice: Voice) -> str:
    named = (voice.texts.gettext("“{title}”").format(title=voice.chat(title)) for title in titles)
    return cut(", ".join(named), LONGEST_CHATS)


def _listed(lines: Sequence[str], voice: Voice) -> list[str]:
    more = len(lines) - MOST_LINES
    if more <= 0:
        return list(lines)
    return [*lines[:MOST_LINES], voice.more(more)]


def _ground(fact: RemovalOrdered | MemberRemoved | RemovalFailed, voice: Voice) -> str:
    _ = voice.texts.gettext
    return _("a leaver") if fact.member == fact.leaver else _("a parent of a leaver")
