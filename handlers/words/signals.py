"""Calls for help: the conversation with who calls, and what those who are told read (п. 5.12.2)."""

from dataclasses import dataclass
from datetime import datetime

from handlers.voice import Named, Voice, defuse, fixed, quote, quote_name
from handlers.words.rows import JournalLine, Refusals, sentence
from rules.policy import Safety
from rules.vocabulary.complaints import Outcome
from rules.vocabulary.signals import (
    NOT_FOR_YOU,
    SIGNAL_OVER,
    TOO_MANY_SIGNALS,
    Concern,
    Door,
    Signal,
    SignalFact,
    SignalMoved,
    Stage,
)

LONGEST_ROLE = 60

_LONGEST_HELPLINE = 100

LONGEST_QUOTE = 2000
"""Characters of a call, and of a note half of it, so that a card is one message."""

CONCERNS = {
    Concern.INSULTED: fixed("They insult me"),
    Concern.OTHERS: fixed("They insult somebody else"),
    Concern.THREATS: fixed("Threats"),
    Concern.PERSONAL_DATA: fixed("Personal data"),
    Concern.UNWELL: fixed("I feel bad"),
    Concern.OTHER: fixed("Something else"),
    Concern.DRUGS: fixed("Drugs"),
    Concern.RECRUITING: fixed("Recruiting into crime"),
    Concern.SCAM: fixed("Fraud"),
}
"""The kinds of trouble, as buttons and in the messages about a call."""

NOT_IN_A_CHAT = fixed("Not in a chat")

ABOUT_A_MODERATOR = fixed("It is about a moderator")

STAGES = {
    Stage.NEW: fixed("nobody has answered yet"),
    Stage.SEEN: fixed("seen"),
    Stage.HANDLED: fixed("being dealt with"),
    Stage.CLOSED: fixed("closed"),
}


def ask_concern(voice: Voice, *, kept: bool) -> str:
    """Ask somebody who needs help what has happened; `kept`: what they wrote is kept."""
    _ = voice.texts.gettext
    asked = _("What has happened? Nobody in the chat will learn that you wrote to me.")
    if not kept:
        return asked
    said = _("I have kept what you wrote: you need not write it again.")
    return f"{asked}\n{said}"


def ask_chat(voice: Voice) -> str:
    """Ask in which chat it happens."""
    return voice.texts.gettext("Where does it happen?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """Who will read a call: `roles` are those of the contacts who can be reached."""

    door: Door
    chat: str
    roles: tuple[str, ...]


def ask_words(voice: Voice, *, readers: Readers) -> str:
    """Ask for the words of a call, and say who will read them."""
    _ = voice.texts.gettext
    asked = _("Describe in your own words what has happened.")
    return f"{asked} {_read_by(readers, voice)}"


def shown(voice: Voice, *, text: str, readers: Readers) -> str:
    """Show a call to its author before it is sent."""
    _ = voice.texts.gettext
    said = _("I will pass this on:\n“{text}”").format(text=quote(text, LONGEST_QUOTE))
    return f"{said}\n{_read_by(readers, voice)}"


def _read_by(readers: Readers, voice: Voice) -> str:
    """Say who will read a call, and whether they learn whose it is."""
    _ = voice.texts.gettext
    if readers.door is Door.SAFETY:
        roles = [quote_name(each, LONGEST_ROLE) for each in readers.roles]
        who = voice.texts.listed(roles) if roles else _("the college's administrators")
        said = _("It will be read by: {who}. They will see your name, so that they can help.")
        return said.format(who=who)
    if readers.door is Door.MODERATORS:
        said = _("The moderators of “{chat}” will read it. They will not see your name.")
        return said.format(chat=voice.chat(readers.chat))
    return _("The college's administrators will read it. They will not see your name.")


def received(voice: Voice, *, safety: Safety, comforts: bool) -> str:
    """Tell somebody that their call arrived; `comforts`: with a kind word and the helpline."""
    _ = voice.texts.gettext
    said = _("Received. I will tell you here when somebody has read it.")
    if not comforts:
        return said
    kind = _(
        "You did right to write. If you need somebody to talk to now: {helpline}, free, at any"
        " hour. If your life is in danger: 112."
    )
    return f"{said}\n{kind.format(helpline=quote(safety.helpline, _LONGEST_HELPLINE))}"


def comfort(voice: Voice, *, safety: Safety) -> str:
    """Say a kind word to somebody whose message sounds as if they were in danger."""
    return voice.texts.gettext(
        "It sounds as if things are hard for you now. You are not alone. You can talk to somebody:"
        " {helpline}, free, at any hour. If your life is in danger: 112. Or write to me “I need"
        " help”."
    ).format(helpline=quote(safety.helpline, _LONGEST_HELPLINE))


def read_by(voice: Voice, *, who: Named, role: str | None) -> str:
    """Tell the author of a call who has read it."""
    _ = voice.texts.gettext
    name = (
        voice.name(who) if role is None else f"{voice.name(who)}, {quote_name(role, LONGEST_ROLE)}"
    )
    return _("Your message has been read: {name}.").format(name=name)


def closed(voice: Voice, *, outcome: Outcome | None) -> str:
    """Tell the author of a call that it was dealt with, but not what was done."""
    _ = voice.texts.gettext
    if outcome is Outcome.NOTHING:
        return _("What you wrote to me was looked at: no violation was found.")
    if outcome is Outcome.MEASURES:
        return _("What you wrote to me was looked at: measures were taken.")
    return _("What you wrote to me has been dealt with. If it happens again, write to me again.")


def card(
    voice: Voice,
    *,
    signal: Signal,
    chat: str | None,
    by: Named | None,
    holder: Named | None,
    safety: Safety,
    more: bool = False,
) -> str:
    """Show a call to somebody who deals with it; `by` None: they do not learn whose it is.

    `more`: its author has written again.
    """
    _ = voice.texts.gettext
    if signal.message is None:
        concern = CONCERNS[signal.concern](voice).lower()
        head = _("Help is needed · {concern}").format(concern=concern)
    else:
        head = _("I noticed a message · {concern}").format(concern=_noticed(signal, voice))
    lines = [f"🆘 {head}" if signal.door is Door.SAFETY else head]
    if more:
        lines.append(_("More was written."))
    if by is not None:
        lines.append(_("From: {name}").format(name=voice.name(by)))
    if chat is not None:
        lines.append(_("Chat: “{chat}”").format(chat=voice.chat(chat)))
    # of a call that was added to, the end is what is new
    cut = signal.text if len(signal.text) <= LONGEST_QUOTE else f"…{signal.text[-LONGEST_QUOTE:]}"
    lines.append(_("“{words}”").format(words=quote(cut, LONGEST_QUOTE + 1)))
    if signal.near:
        lines.append(signal.near)
    if signal.stage is not Stage.NEW:
        name = "" if holder is None else f": {voice.name(holder)}"
        lines.append(f"{STAGES[signal.stage](voice).capitalize()}{name}")
    if signal.outcome is not None:
        found = signal.outcome is Outcome.MEASURES
        lines.append(_("Measures taken") if found else _("No violation"))
    if signal.note:
        lines.append(_("Note: {note}").format(note=quote(signal.note, LONGEST_QUOTE // 2)))
    if signal.is_open:
        lines.append(_advice(voice, signal, safety))
    return "\n".join(lines)


def _noticed(signal: Signal, voice: Voice) -> str:
    """Say what the bot noticed: it knows of a sign of despair, not how somebody feels."""
    if signal.concern is Concern.UNWELL:
        return voice.texts.gettext("somebody may be in danger")
    return CONCERNS[signal.concern](voice).lower()


def _advice(voice: Voice, signal: Signal, safety: Safety) -> str:
    _ = voice.texts.gettext
    if signal.door is not Door.SAFETY:
        return _("Who wrote it stays hidden. Look at what happens there, and tell the result:")
    own = safety.advice.get(voice.texts.language)
    usual = _("Answer today, best by voice; promise no secrecy. If a life is in danger, call 112.")
    advice = defuse(own) if own else usual
    if signal.stage is not Stage.NEW:
        return advice
    then = _("Press “I see it”, or in {minutes} minutes I will tell the next person.")
    return f"{advice} {then.format(minutes=int(safety.pause.total_seconds()) // 60)}"


def contact_missed(voice: Voice, *, member: Named, role: str) -> str:
    """Tell the administrators that the bot cannot write to somebody named in `[safety]`."""
    said = voice.texts.gettext(
        "I cannot write to {name} ({role}), who is to be told when somebody is in danger: ask them"
        " to write me any word in private."
    )
    return said.format(name=voice.name(member), role=quote_name(role, LONGEST_ROLE))


def ask_note(voice: Voice) -> str:
    """Ask for the note with which a call is closed."""
    return voice.texts.gettext("What was done? Only those who were told will read your note.")


def note_shown(voice: Voice, *, text: str) -> str:
    """Show the note before the call is closed."""
    said = voice.texts.gettext("I will close the call with this note:\n“{text}”")
    return said.format(text=quote(text, LONGEST_QUOTE))


def line(fact: SignalFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a call, which does not say whose it is."""
    _ = voice.texts.gettext
    if isinstance(fact, SignalMoved):
        stage = STAGES[fact.stage](voice)
        return _("call for help No. {number}: {stage}").format(number=fact.number, stage=stage)
    return _("call for help No. {number}").format(number=fact.number)


def own(voice: Voice, *, at: datetime, signal: Signal) -> str:
    """Describe a call for the person who made it, in the file with their data."""
    _ = voice.texts.gettext
    noticed = signal.message is not None
    said = (
        _("{at}, I noticed a sign of danger in a message of yours ({concern}): {stage}")
        if noticed
        else _("{at}, a call for help ({concern}): {stage}")
    )
    return said.format(
        at=voice.texts.dated(at, voice.zone),
        concern=_noticed(signal, voice) if noticed else CONCERNS[signal.concern](voice).lower(),
        stage=STAGES[signal.stage](voice),
    )


REFUSALS: Refusals = {
    TOO_MANY_SIGNALS: sentence(
        "You have called five times within a day, and I take no more for now. If it cannot wait,"
        " please write to a moderator; if you are in danger, call 112."
    ),
    NOT_FOR_YOU: sentence("This call for help is not yours to deal with."),
    SIGNAL_OVER: sentence("Somebody has dealt with this already."),
}
