"""A moderator's many measures: what they hear, and what a second person is asked."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from handlers.voice import Named, Said, Voice, fixed
from handlers.words.rows import JournalLine, Refusals, sentence
from rules.vocabulary.bases import FactBase
from rules.vocabulary.blocks import BlockImposed, ImposeBlock
from rules.vocabulary.brakes import (
    DEPARTURE_CHANGED,
    NOT_BRAKED,
    TOO_MUCH_WAITS,
    BrakeFact,
    BrakeReleased,
    CarryOutDeparture,
    Measure,
    TooFast,
)
from rules.vocabulary.leavers import LeaverNoted
from rules.vocabulary.silence import BeginSilence, SilenceBegun
from rules.vocabulary.suspicions import CountSuspicion, RemoveSuspected
from rules.vocabulary.violations import (
    MessageRemoved,
    RecordViolation,
    RemoveMessage,
    ViolationRecorded,
)

_MOST_LISTED = 10
"""Acts that a question names; of more it gives the number."""


class Done(StrEnum):
    """What was done, as a question counts it."""

    RECORDS = "records"
    REMOVALS = "removals"
    BLOCKS = "blocks"
    SILENCES = "silences"
    LEAVERS = "leavers"


_KINDS: Mapping[type[FactBase], Done] = {
    ViolationRecorded: Done.RECORDS,
    MessageRemoved: Done.REMOVALS,
    BlockImposed: Done.BLOCKS,
    SilenceBegun: Done.SILENCES,
    LeaverNoted: Done.LEAVERS,
}

_DONE: Mapping[Done, Said] = {
    Done.RECORDS: fixed("records"),
    Done.REMOVALS: fixed("messages removed"),
    Done.BLOCKS: fixed("blocks"),
    Done.SILENCES: fixed("silences"),
    Done.LEAVERS: fixed("leavers"),
}

_RECORD, _REMOVE, _BLOCK, _SILENCE, _DEPART = (
    fixed("record a violation"),
    fixed("remove a message"),
    fixed("block"),
    fixed("begin a silence"),
    fixed("remove as a leaver"),
)

_WAITS: Mapping[type[Measure], Said] = {
    RecordViolation: _RECORD,
    CountSuspicion: _RECORD,
    RemoveMessage: _REMOVE,
    RemoveSuspected: _REMOVE,
    ImposeBlock: _BLOCK,
    BeginSilence: _SILENCE,
    CarryOutDeparture: _DEPART,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An act that waits: its measures against a member of a chat, whose title may be unknown."""

    measures: tuple[Measure, ...]
    member: Named
    chat: str


def counted(kinds: Iterable[type[FactBase]]) -> Mapping[Done, int]:
    """Count what was done by the kinds of its facts, the most frequent first."""
    return dict(Counter(_KINDS[kind] for kind in kinds).most_common())


def question(
    voice: Voice,
    *,
    member: Named,
    minutes: int,
    done: Mapping[Done, int],
    waiting: Sequence[Waiting],
    until: datetime,
) -> str:
    """Ask a second person whether a moderator's many measures are meant; `until` is the end."""
    _ = voice.texts.gettext
    name = voice.name(member)
    said = [_("{name} acts unusually fast. Is it really {name}?").format(name=name)]
    if done:
        what = ", ".join(f"{_DONE[each](voice)} — {n}" for each, n in done.items())
        said.append(_("Done within {minutes} minutes: {what}.").format(minutes=minutes, what=what))
    said += [_("Waiting for you:"), *_listed(voice, waiting)]
    said.append(_("Without an answer by {until} it is dropped.").format(until=voice.until(until)))
    return "\n".join(said)


def _listed(voice: Voice, waiting: Sequence[Waiting]) -> list[str]:
    alike = Counter(_shown(voice, each) for each in waiting)
    lines = [f"• {each}" if n == 1 else f"• {each} × {n}" for each, n in alike.items()]
    more = len(lines) - _MOST_LISTED
    return [*lines[:_MOST_LISTED], f"• {voice.more(more)}"] if more > 0 else lines


def _shown(voice: Voice, waiting: Waiting) -> str:
    _ = voice.texts.gettext
    what = _(" and ").join(dict.fromkeys(_WAITS[type(each)](voice) for each in waiting.measures))
    chat = voice.chat(waiting.chat)
    if any(isinstance(each, BeginSilence) for each in waiting.measures):
        return _("{what}, “{chat}”").format(what=what, chat=chat)
    name = voice.name(waiting.member)
    return _("{what}: {name}, “{chat}”").format(what=what, name=name, chat=chat)


def confirmed(voice: Voice, *, member: Named, by: Named, acts: int) -> str:
    """Say to those who were asked that a second person confirmed the measures."""
    return voice.texts.ngettext(
        "{by} has confirmed it: {n} act of {name} goes on.",
        "{by} has confirmed it: {n} acts of {name} go on.",
        acts,
    ).format(n=acts, name=voice.name(member), by=voice.name(by))


def goes_on(voice: Voice, *, by: Named, acts: int) -> str:
    """Tell the moderator that what waited is carried out."""
    return voice.texts.ngettext(
        "{by} has confirmed it: I carry out {n} act that waited, and you may go on.",
        "{by} has confirmed it: I carry out {n} acts that waited, and you may go on.",
        acts,
    ).format(n=acts, by=voice.name(by))


def not_done(voice: Voice, *, waiting: Waiting, worded: str) -> str:
    """Tell the moderator what could not be carried out in the end; `worded` says why."""
    said = voice.texts.gettext("Not done ({what}): {reason}")
    return said.format(what=_shown(voice, waiting), reason=worded)


TOO_LATE = fixed(
    "it was confirmed, but I could not do it for hours, and now it is too late; if it is still"
    " needed, please repeat it."
)


def rejected(voice: Voice, *, member: Named, by: Named, acts: int) -> str:
    """Say to those who were asked that a second person rejected the measures."""
    return voice.texts.ngettext(
        "{by} has rejected it: {n} act of {name} is not carried out.",
        "{by} has rejected it: {n} acts of {name} are not carried out.",
        acts,
    ).format(n=acts, name=voice.name(member), by=voice.name(by))


def rejected_yours(voice: Voice, *, by: Named, waiting: Sequence[Waiting]) -> str:
    """Tell the moderator that what waited is not carried out."""
    said = voice.texts.gettext("{by} has rejected what waited. Not done:").format(by=voice.name(by))
    return "\n".join([said, *_listed(voice, waiting)])


def perhaps_stolen(voice: Voice, *, member: Named, by: Named, acts: int) -> str:
    """Tell the administrators that a moderator's page may be in other hands."""
    return voice.texts.ngettext(
        "{by} has rejected {n} act of {name}: perhaps the page was broken into. Suspended, {name}"
        " has no power over me in any chat until you give it back.",
        "{by} has rejected {n} acts of {name}: perhaps the page was broken into. Suspended, {name}"
        " has no power over me in any chat until you give it back.",
        acts,
    ).format(n=acts, name=voice.name(member), by=voice.name(by))


def expired(voice: Voice, *, member: Named) -> str:
    """Say to those who were asked that nobody answered in time."""
    said = voice.texts.gettext("Nobody has answered in time: what {name} asked for is dropped.")
    return said.format(name=voice.name(member))


def expired_yours(voice: Voice, *, waiting: Sequence[Waiting]) -> str:
    """Tell the moderator that nobody answered in time."""
    said = voice.texts.gettext(
        "Nobody has answered in time, so this was not done; if it is still needed, please repeat"
        " it:"
    )
    return "\n".join([said, *_listed(voice, waiting)])


def suspended(voice: Voice, *, member: Named) -> str:
    """Say to those who were asked that the moderator was suspended meanwhile."""
    said = voice.texts.gettext("{name} is suspended: what waited is dropped.")
    return said.format(name=voice.name(member))


def line(fact: BrakeFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for an answer, or for the end without one."""
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    if isinstance(fact, BrakeReleased):
        return _("many measures confirmed")
    if fact.by is None:
        return ngettext(
            "{n} act that waited dropped", "{n} acts that waited dropped", fact.acts
        ).format(n=fact.acts)
    return ngettext(
        "{n} act that waited rejected", "{n} acts that waited rejected", fact.acts
    ).format(n=fact.acts)


def _too_fast(refusal: Any, voice: Voice, _by: Named | None) -> str:
    return voice.texts.gettext(
        "It waits: {measures} measures within {minutes} minutes are many. I have asked your"
        " colleagues and the administrators; once one of them confirms, I do it."
    ).format(measures=refusal.measures, minutes=int(refusal.within.total_seconds()) // 60)


REFUSALS: Refusals = {
    TooFast: _too_fast,
    TOO_MUCH_WAITS: sentence(
        "Nothing was done: a lot waits for a second person already. I have asked your colleagues"
        " and the administrators."
    ),
    DEPARTURE_CHANGED: sentence("The plan has changed meanwhile; please give the command again."),
    NOT_BRAKED: sentence("That was answered already, or nothing waits any more."),
}
