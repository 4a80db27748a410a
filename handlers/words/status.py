"""A person's standing in a chat (п. 5.12.7)."""

from dataclasses import dataclass
from datetime import datetime

from handlers.voice import LONGEST_NOTE, Ground, Named, Voice, fixed, quote
from rules.clauses import Clause
from rules.ids import BlockNumber

whose = fixed("Whose record? Write a name, or choose.")
in_no_chat = fixed("You are in no chat that I serve.")


def child_in_no_chat(voice: Voice, *, child: Named) -> str:
    """Tell a guardian that their child is in no chat, so nothing is recorded."""
    return voice.texts.gettext(
        "{child} is in no chat that I serve: nothing is recorded there."
    ).format(child=voice.name(child))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A violation as a line of a person's standing; `by` is None if the bot recorded it.

    `contested`: an appeal against it is not decided yet.
    """

    ground: Ground
    by: Named | None
    note: str
    annulled: bool
    counts: bool
    contested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One person's standing in one chat, with the ground of each entry.

    `apologises`: they may apologise now, so no vote on that is open. `block_contested`: an appeal
    against the block is not decided yet. `reads_until`: they only read, since their page may be in
    other hands. `contested_for`: the block that the reader, the person's guardian, may contest.
    """

    member: Named
    own: bool
    chat: str
    acknowledged: bool
    marks: tuple[Mark, ...]
    counted: int
    threshold: int
    blocked_until: datetime | None
    apologises: bool
    block_grounds: tuple[Ground, ...]
    block_contested: bool = False
    reads_until: datetime | None = None
    contested_for: BlockNumber | None = None


UNFOLDED = 3
"""Most violations that are shown at once; more are folded."""


def shown(voice: Voice, *, of: Standing, folded: bool = False) -> str:
    """Show a person's standing, to themselves or to a moderator: first what holds now.

    `folded`: without the violations, which a button shows.
    """
    _ = voice.texts.gettext
    if of.own:
        head = _("Your standing in “{chat}”:").format(chat=voice.chat(of.chat))
    else:
        head = _("Standing of {person} in “{chat}”:").format(
            person=voice.name(of.member), chat=voice.chat(of.chat)
        )
    lines = [head]
    if of.blocked_until is not None:
        lines.append(
            _("Blocked until {ends} ({clause}), on the ground of violations No. {numbers}.").format(
                ends=voice.until(of.blocked_until),
                clause=voice.cited(Clause.BLOCK),
                numbers=voice.texts.listed(str(g.number) for g in of.block_grounds),
            )
        )
        if of.block_contested:
            lines.append(_("The block is contested; it holds until that is decided."))
    if of.reads_until is not None:
        lines.append(
            _("Only reads until {ends} ({clause}): the page was perhaps broken into.").format(
                ends=voice.until(of.reads_until), clause=voice.cited(Clause.MODERATION)
            )
        )
    # what a block rests on counts no longer: beside the block, «none» would only puzzle
    if of.counted or of.blocked_until is None:
        lines.append(_counted(of.counted, of.threshold, voice))
    if of.acknowledged:
        lines.append(_("Rules of conduct: acknowledged."))
    else:
        lines.append(_("Rules of conduct: not acknowledged yet."))
    if not folded:
        spent = {ground.number for ground in of.block_grounds}
        lines.extend(_mark(mark, voice, spent=mark.ground.number in spent) for mark in of.marks)
    return "\n".join(lines)


def _counted(counted: int, threshold: int, voice: Voice) -> str:
    _, ngettext, clause = voice.texts.gettext, voice.texts.ngettext, voice.cited(Clause.BLOCK)
    if not counted:
        return _("No violation counts.")
    count = ngettext("{n} violation counts.", "{n} violations count.", counted).format(n=counted)
    if counted > threshold:
        possible = _("A block is possible now ({clause}).").format(clause=clause)
    else:
        possible = _("From the {needed} on, a block is possible ({clause}).").format(
            needed=voice.texts.from_nth(threshold + 1), clause=clause
        )
    return f"{count} {possible}"


def in_none_of_yours(voice: Voice, *, member: Named) -> str:
    """Tell a moderator that the person is in no chat that they moderate."""
    return voice.texts.gettext("{person} is in none of the chats that you moderate.").format(
        person=voice.who(member)
    )


def _mark(mark: Mark, voice: Voice, *, spent: bool) -> str:
    """Return a record as a line; `spent`: the block in force rests on it."""
    _ = voice.texts.gettext
    if mark.annulled:
        state = _("annulled")
    elif mark.contested:
        state = _("is contested")
    elif mark.counts:
        state = _("counts")
    elif spent:
        state = _("led to the block")
    else:
        state = _("no longer counts")
    line = voice.gendered(mark.by, "• {ground} — {state}; recorded by {by}").format(
        ground=voice.ground(mark.ground),
        state=state,
        by=_("bot") if mark.by is None else voice.name(mark.by),
    )
    if mark.note:
        note = _("Note: {note}").format(note=quote(mark.note, LONGEST_NOTE))
        return f"{line}. {note}"
    return line
