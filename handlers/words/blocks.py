"""Blocks: proposed, imposed, ended (п. 5.12.5)."""

from datetime import datetime
from typing import assert_never, get_args

from handlers.commands import Command
from handlers.voice import Ground, Named, Voice
from handlers.words.rows import JournalLine, Refusals, sentence
from rules.clauses import Clause
from rules.ids import BlockNumber
from rules.vocabulary.blocks import (
    NOTHING_PROPOSED,
    TERM_NOT_AHEAD,
    AlreadyBlocked,
    BlockDeclined,
    BlockFact,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    BlockRefusal,
    BlockShortened,
    ClocksApart,
    Lift,
    TermRuns,
    TermTooLong,
    TooFewViolations,
)


def proposed(voice: Voice, *, member: Named, grounds: tuple[Ground, ...]) -> str:
    """Ask the moderators to choose a term, or to decline the block."""
    return voice.texts.gettext(
        "{person} has broken the rules more than three times and may be blocked for up to one"
        " month ({clause}). Grounds: No. {numbers}.\n"
        "Choose a term, or do not block."
    ).format(
        person=voice.who(member), clause=voice.cited(Clause.BLOCK), numbers=_numbers(grounds, voice)
    )


def _numbers(grounds: tuple[Ground, ...], voice: Voice) -> str:
    """Return the grounds by number: each was announced in the chat when it was recorded."""
    return voice.texts.listed(str(ground.number) for ground in grounds)


def declined(voice: Voice, *, member: Named, by: Named) -> str:
    """Say that a moderator chose not to block."""
    return voice.gendered(by, "{by} decided not to block {person}.").format(
        by=voice.who(by), person=voice.whom(member)
    )


def proposal_answered(voice: Voice, *, member: Named) -> str:
    """Replace a proposal after a block."""
    return voice.texts.gettext(
        "The proposal to block {person} was answered with a block, which has a message of its own."
    ).format(person=voice.whom(member))


def proposal_withdrawn(voice: Voice, *, member: Named) -> str:
    """Replace a proposal when too few violations count."""
    return voice.texts.gettext(
        "The proposal to block {person} is withdrawn: fewer violations count now than"
        " {clause} asks for."
    ).format(person=voice.whom(member), clause=voice.cited(Clause.BLOCK))


def imposed(voice: Voice, *, member: Named, grounds: tuple[Ground, ...], ends_at: datetime) -> str:
    """Announce a block until `ends_at` (UTC), its grounds by number, and both ways out."""
    return voice.gendered(
        member,
        "{person} is blocked until {ends} ({clause}). Grounds: No. {numbers}.\n"
        "Sorry? Write to me in private: {apology} ({forgiveness}). Do you not agree? {appeal}"
        " ({conflicts}).",
    ).format(
        person=voice.who(member),
        ends=voice.until(ends_at),
        clause=voice.cited(Clause.BLOCK),
        numbers=_numbers(grounds, voice),
        apology=voice.command(Command.APOLOGY),
        forgiveness=voice.cited(Clause.FORGIVENESS),
        appeal=voice.command(Command.APPEAL),
        conflicts=voice.cited(Clause.CONFLICTS),
    )


def imposed_privately(
    voice: Voice, *, chat: str, grounds: tuple[Ground, ...], ends_at: datetime
) -> str:
    """Tell the blocked person the same in private; `chat` is the chat's title."""
    return voice.texts.gettext(
        "You are blocked in the chat “{chat}” until {ends} ({clause}). Grounds:\n"
        "{grounds}\n"
        "If you are sorry, write here “{apology} your words”. If no participant objects,"
        " the block is lifted early ({forgiveness})."
    ).format(
        chat=voice.chat(chat),
        ends=voice.until(ends_at),
        clause=voice.cited(Clause.BLOCK),
        grounds=voice.grounds(grounds),
        apology=voice.command(Command.APOLOGY),
        forgiveness=voice.cited(Clause.FORGIVENESS),
    )


def undone(voice: Voice, *, member: Named, number: BlockNumber, by: Named) -> str:
    """Replace a block's notice after a moderator annulled the block."""
    return voice.gendered(
        by, "{by} undid block No. {number} at {at}. {person} may write in the chat again."
    ).format(number=number, by=voice.who(by), at=voice.until(voice.now), person=voice.who(member))


def lifted(voice: Voice, *, member: Named, how: Lift) -> str:
    """Say that a block ended."""
    _ = voice.texts.gettext
    match how:
        case Lift.EXPIRED:
            said = _("The block of {person} is over: its term has ended ({clause}).")
        case Lift.FORGIVEN:
            said = _(
                "The block of {person} is lifted early: the apology is accepted, nobody"
                " objected ({clause})."
            )
        case Lift.ANNULLED:
            said = _("The block of {person} is annulled ({clause}).")
        case _:
            assert_never(how)
    return said.format(person=voice.who(member), clause=voice.cited(_LIFTED_BY[how]))


def lifted_privately(voice: Voice, *, chat: str, how: Lift) -> str:
    """Tell the person in private that their block ended; `chat` is the chat's title."""
    _ = voice.texts.gettext
    match how:
        case Lift.EXPIRED:
            said = _("Your block in the chat “{chat}” is over; you can write again ({clause}).")
        case Lift.FORGIVEN:
            said = _(
                "Your apology in the chat “{chat}” is accepted: the block is lifted early, and"
                " you can write again ({clause})."
            )
        case Lift.ANNULLED:
            said = _("Your block in the chat “{chat}” is annulled; you can write again ({clause}).")
        case _:
            assert_never(how)
    return said.format(chat=voice.chat(chat), clause=voice.cited(_LIFTED_BY[how]))


_LIFTED_BY = {
    Lift.EXPIRED: Clause.BLOCK,
    Lift.FORGIVEN: Clause.FORGIVENESS,
    Lift.ANNULLED: Clause.GROUNDS,
}


def erased_instead(voice: Voice, *, member: Named) -> str:
    """Say that the messenger cannot restrict a member, so messages are removed instead."""
    return voice.texts.gettext(
        "{messenger} does not let the bot restrict {person} in this chat, so messages of theirs"
        " will be removed while the block lasts."
    ).format(messenger=voice.messenger, person=voice.to_whom(member))


def line(fact: BlockFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about a block."""
    _, listed = voice.texts.gettext, voice.texts.listed
    match fact:
        case BlockProposed(grounds=grounds):
            return _("block proposed on violations No. {numbers}").format(
                numbers=listed(map(str, grounds))
            )
        case BlockDeclined(grounds=grounds):
            return _("not blocked for violations No. {numbers}").format(
                numbers=listed(map(str, grounds))
            )
        case BlockImposed(number=number, grounds=grounds, ends_at=ends_at):
            return _("block No. {number} until {ends} on violations No. {numbers}").format(
                number=number, ends=voice.moment(ends_at), numbers=listed(map(str, grounds))
            )
        case BlockShortened(number=number, ends_at=ends_at):
            return _("block No. {number} ends {ends}: the clock was ahead").format(
                number=number, ends=voice.moment(ends_at)
            )
        case BlockLifted(number=number, how=Lift.EXPIRED):
            return _("block No. {number} is over").format(number=number)
        case BlockLifted(number=number, how=Lift.FORGIVEN):
            return _("block No. {number} lifted early").format(number=number)
        case BlockLifted(number=number):
            return _("block No. {number} annulled").format(number=number)


def _refusal(reason: BlockRefusal, voice: Voice, _by: Named | None) -> str:
    _ = voice.texts.gettext
    match reason:
        case TooFewViolations(counted=counted, needed=needed):
            return _(
                "A block is possible from the {needed} violation on. Counted now: {n}. To record"
                " one, answer the message: {command}"
            ).format(
                needed=voice.texts.from_nth(needed),
                n=counted,
                command=voice.command(Command.VIOLATION),
            )
        case TermTooLong(latest=latest):
            return _("A block lasts one month at most, here until {latest}.").format(
                latest=voice.until(latest)
            )
        case AlreadyBlocked(ends_at=ends_at):
            return _("This member is blocked already, until {ends}.").format(
                ends=voice.until(ends_at)
            )
        case ClocksApart(ahead=ahead):
            minutes = round(abs(ahead).total_seconds() / 60)
            return _(
                "The clock of my server is wrong by {n} min beside {messenger}'s, so no term could"
                " be kept: nothing is recorded or blocked until it is right. The administrators are"
                " told."
            ).format(n=minutes, messenger=voice.messenger)
        case TermRuns(ends_at=ends_at):
            return _("The term of the block runs until {ends}.").format(ends=voice.until(ends_at))


REFUSALS: Refusals = {
    TERM_NOT_AHEAD: sentence("The term must end in the future."),
    NOTHING_PROPOSED: sentence("This proposal is settled already."),
    **dict.fromkeys(get_args(BlockRefusal), _refusal),
}
