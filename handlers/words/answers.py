"""What waits for an answer, and what has waited for too long (п. 5.12.2, 6.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers.voice import Named, Voice
from handlers.words.appeals import nobody_decides
from rules.ids import AppealNumber


class Kind(StrEnum):
    """The kind of what waits."""

    CARD = "card"
    CALL = "call"
    APPEAL = "appeal"
    PROPOSAL = "proposal"
    REQUEST = "request"
    EXPULSION = "expulsion"
    CHAT = "chat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """Something that waits since `since`; to be answered by `until` (UTC), if it has a term.

    `number`: 0 where people do not know it by one.
    """

    kind: Kind
    number: int
    chat: str | None
    since: datetime
    until: datetime | None


def listed(voice: Voice, *, oldest: Awaited, others: Sequence[Awaited], left: int) -> str:
    """List what waits for the reader, the `oldest` first; `left` more are not listed."""
    every = (oldest, *others)
    lines = [f"{place}. {_line(voice, each)}" for place, each in enumerate(every, start=1)]
    if left:
        more = voice.texts.ngettext("and {n} more", "and {n} more", left)
        lines.append(more.format(n=left))
    return "\n".join(lines)


def _line(voice: Voice, each: Awaited) -> str:
    _ = voice.texts.gettext
    what = {
        Kind.CARD: _("Card No. {number}"),
        Kind.CALL: _("Call for help No. {number}"),
        Kind.APPEAL: _("Appeal No. {number}"),
        Kind.PROPOSAL: _("Whether to block"),
        Kind.REQUEST: _("A colleague's request"),
        Kind.EXPULSION: _("An expulsion by hand"),
        Kind.CHAT: _("A chat to confirm"),
    }[each.kind].format(number=each.number)
    where = "" if each.chat is None else _(", “{chat}”").format(chat=voice.chat(each.chat))
    if each.until is None:
        ends = _("since {at}").format(at=voice.moment(each.since))
    else:
        ends = _("until {at}") if voice.now < each.until else _("late since {at}")
        ends = ends.format(at=voice.moment(each.until))
    return f"{what}{where}: {ends}"


def late(voice: Voice, *, count: int, oldest: datetime, by_others: bool) -> str:
    """Remind somebody of what has waited for too long; `by_others`: nobody else answered it."""
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    said = ngettext(
        "{n} case waits for an answer for too long, the oldest since {at}.",
        "{n} cases wait for an answer for too long, the oldest since {at}.",
        count,
    ).format(n=count, at=voice.moment(oldest))
    silent = _("The moderators have not answered.")
    return f"{said} {silent}" if by_others else said


def appeal_late(voice: Voice, *, number: AppealNumber, chat: str, judges: Sequence[Named]) -> str:
    """Tell a person that their appeal is late, and who has it now."""
    _ = voice.texts.gettext
    said = _("Your appeal No. {number} in “{chat}” has not been decided in time.").format(
        number=number, chat=voice.chat(chat)
    )
    if not judges:
        return f"{said} {nobody_decides(voice)}"
    names = voice.texts.listed(voice.name(each) for each in judges)
    who = _("It is with: {names}. I have reminded them.").format(names=names)
    return f"{said} {who}"
