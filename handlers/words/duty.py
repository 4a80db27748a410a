"""How a moderator hears of work: what is set, and the list in the morning."""

from datetime import datetime

from handlers.commands import Command
from handlers.voice import Named, Voice, fixed
from rules.duty import Duty, How

MORNING = fixed("Good morning! This waits for you:")

HOWS = {
    How.AT_ONCE: fixed("At once"),
    How.DIGEST: fixed("A list in the morning"),
    How.BOTH: fixed("At once, and a list in the morning"),
}

NOT_AT_NIGHT = fixed("Nothing from 20:00 to 7:00")

AT_ANY_HOUR = fixed("At any hour")

CANNOT = fixed("I cannot")


def shown(voice: Voice, *, duty: Duty, substitute: Named | None) -> str:
    """Show how somebody hears of cards, and who stands in for them."""
    _ = voice.texts.gettext
    lines = [_("How I tell you of cases: {how}.").format(how=HOWS[duty.how](voice).lower())]
    if duty.has_digest:
        lines.append(_("The list comes at {at}.").format(at=f"{duty.morning:%H:%M}"))
    if duty.quiet is not None:
        lines.append(
            _("Nothing from {begins} to {ends}.").format(
                begins=f"{duty.quiet.begins:%H:%M}", ends=f"{duty.quiet.ends:%H:%M}"
            )
        )
    if substitute is not None and duty.until is not None:
        until = voice.moment(duty.until)
        lines.append(
            _("Until {until} the cases go to: {name}.").format(
                until=until, name=voice.name(substitute)
            )
        )
    else:
        lines.append(
            _("If you are away: {command} @name until Friday.").format(
                command=voice.command(Command.SUBSTITUTE)
            )
        )
    return "\n".join(lines)


def stands_in(voice: Voice, *, member: Named, until: datetime) -> str:
    """Tell somebody that they stand in for a colleague."""
    return voice.texts.gettext(
        "Until {until} you stand in for {name}: cases of your common chats come to you and not to"
        " them."
    ).format(until=voice.moment(until), name=voice.name(member))


def ended(voice: Voice, *, other: Named) -> str:
    """Tell both that a substitution is over."""
    return voice.texts.gettext("The substitution is over: {name}.").format(name=voice.name(other))


def declined(voice: Voice, *, other: Named) -> str:
    """Tell somebody that their substitute declines."""
    return voice.texts.gettext(
        "{name} cannot stand in for you. Name somebody else: {command} @name until Friday."
    ).format(name=voice.name(other), command=voice.command(Command.SUBSTITUTE))


def cannot_stand_in(voice: Voice, *, member: Named) -> str:
    """Tell somebody that a person cannot stand in for them."""
    return voice.texts.gettext(
        "{name} cannot stand in for you: it takes a moderator of one of your chats, who is not"
        " away themselves and has written to me."
    ).format(name=voice.name(member))


def too_long(voice: Voice, *, days: int) -> str:
    """Tell somebody that nobody stands in for so long."""
    return voice.texts.ngettext(
        "A substitution needs an end, within {n} day: “until Friday”, “for 2 weeks”.",
        "A substitution needs an end, within {n} days: “until Friday”, “for 2 weeks”.",
        days,
    ).format(n=days)
