"""What guardians are asked and told, and what a child is told of that (п. 5.12.1, 5.12.7)."""

from dataclasses import replace
from datetime import date, datetime

from handlers.voice import Ground, Named, Voice, quote
from handlers.words.rows import JournalLine, Refusals, sentence
from rules.appeals import LONGEST_WORDS
from rules.vocabulary.guardians import (
    NO_WARD,
    NOT_GUARDIAN,
    GuardianConfirmed,
    GuardianFact,
)
from storage.records import Names


def shortened(person: Named) -> Named:
    """Return a person with the surname's first letter alone: «Илья К.»."""
    if person.names is None:
        return person
    names = person.names
    short = Names(
        nom=_short(names.nom),
        gen=_short(names.gen),
        dat=_short(names.dat),
        acc=_short(names.acc),
        ins=_short(names.ins),
        abl=_short(names.abl),
        sex=names.sex,
    )
    return replace(person, names=short)


def for_guardian(line: JournalLine) -> JournalLine:
    """Return a line of the journal about a child as the child's guardian reads it."""
    return replace(
        line,
        by=None if line.by is None else shortened(line.by),
        child=None if line.child is None else shortened(line.child),
    )


def _short(name: str) -> str:
    first, _, last = name.partition(" ")
    return f"{first} {last[:1]}." if last else first


def ask(voice: Voice, *, child: Named) -> str:
    """Ask a parent whether the child on record is theirs."""
    return voice.texts.gettext(
        "The college has you on record as a parent or representative of: {child}. Is that your"
        " child? If it is, I will tell you here of blocks and of the decisions on appeals."
    ).format(child=voice.name(shortened(child)))


def confirmed(voice: Voice, *, child: Named, until: date) -> str:
    """Tell a parent what follows from their confirmation, and until when."""
    return voice.texts.gettext(
        "Thank you. Until {day} I will tell you of blocks of {child} and of the decisions on"
        " appeals. Write “status” to see what is recorded; you may also contest it."
    ).format(child=voice.name(child), day=_day(voice, until))


def child_told(voice: Voice, *, parent: Named, until: date) -> str:
    """Tell a child who is told of measures about them, and until when."""
    return voice.texts.gettext(
        "{parent} is your legal representative: until {day} they are told of your blocks and of"
        " the decisions on your appeals, and may see what is recorded of you."
    ).format(parent=voice.name(parent), day=_day(voice, until))


def denied(voice: Voice) -> str:
    """Tell a person that the link to a child is removed."""
    return voice.texts.gettext("The record is removed. Thank you for telling me.")


def denied_by(voice: Voice, *, parent: Named, child: Named) -> str:
    """Tell the administrators that a link was wrong."""
    return voice.texts.gettext(
        "{parent} says that {child} is not their child: I removed that record. Please check the"
        " college's list."
    ).format(parent=voice.who(parent), child=voice.who(child))


def ended(voice: Voice, *, child: Named) -> str:
    """Tell a parent that they are a guardian no more."""
    return voice.texts.gettext(
        "{child} is of age or has left the college: I tell you nothing of them any more."
    ).format(child=voice.name(child))


def child_ended(voice: Voice, *, parent: Named) -> str:
    """Tell the former child that a parent is told nothing of them any more."""
    return voice.texts.gettext("I tell {parent} nothing of you any more.").format(
        parent=voice.name(parent)
    )


def blocked(
    voice: Voice, *, child: Named, chat: str, until: datetime, grounds: tuple[Ground, ...]
) -> str:
    """Tell a guardian that the child is blocked, why, and that they may contest it."""
    return voice.texts.gettext(
        "{child} cannot write in “{chat}” until {ends}.\n{grounds}\nYou may contest it for your"
        " child."
    ).format(
        child=voice.name(child),
        chat=voice.chat(chat),
        ends=voice.moment(until),
        grounds=voice.grounds(grounds),
    )


def proposed(voice: Voice, *, child: Named, chat: str) -> str:
    """Tell a guardian that a block may follow."""
    return voice.texts.gettext(
        "{child} has more than three violations in “{chat}”: a moderator decides whether to block."
    ).format(child=voice.name(child), chat=voice.chat(chat))


def lifted(voice: Voice, *, child: Named, chat: str) -> str:
    """Tell a guardian that a block is over."""
    return voice.texts.gettext("{child} may write in “{chat}” again.").format(
        child=voice.name(child), chat=voice.chat(chat)
    )


def decided(voice: Voice, *, child: Named, chat: str, granted: bool, reason: str) -> str:
    """Tell a guardian how an appeal was decided, and why."""
    _ = voice.texts.gettext
    said = (
        _("The appeal of {child} in “{chat}” was granted: the decision is annulled.")
        if granted
        else _("The appeal of {child} in “{chat}” was refused: the decision stands.")
    )
    told = said.format(child=voice.name(child), chat=voice.chat(chat))
    if not reason:
        return told
    why = _("The reason: {reason}").format(reason=quote(reason, LONGEST_WORDS))
    return f"{told}\n{why}"


def recorded(voice: Voice, *, child: Named, chat: str, ground: Ground) -> str:
    """Tell a guardian of a violation."""
    return voice.texts.gettext("{child}, “{chat}”: a violation was recorded.\n{ground}").format(
        child=voice.name(child), chat=voice.chat(chat), ground=voice.ground(ground)
    )


def not_told(voice: Voice, *, child: Named, parents: tuple[Named, ...]) -> str:
    """Tell a moderator which guardians could not be told."""
    return voice.texts.gettext(
        "The representatives of {child} could not be told, they have not written to me: {parents}."
    ).format(
        child=voice.name(child), parents=voice.texts.listed(voice.name(each) for each in parents)
    )


def each_votes(voice: Voice) -> str:
    """Tell a guardian that they cannot vote in a child's place."""
    return voice.texts.gettext(
        "Everybody votes for themselves, with the buttons under the apology in the chat: the child"
        " as a member, and you as well if you are in that chat."
    )


def no_date(voice: Voice, *, child: Named) -> str:
    """Tell a moderator why nobody is the guardian of a child."""
    return voice.texts.gettext(
        "Until when {child} is a minor is not in the college's list, so no parent is told of"
        " measures. An administrator can add a column “minor until”."
    ).format(child=voice.name(child))


def is_guardian(voice: Voice, *, parent: Named, child: Named, until: date) -> str:
    """Tell a moderator who is the guardian of a child."""
    return voice.texts.gettext(
        "{parent} is the legal representative of {child} until {day}."
    ).format(parent=voice.name(parent), child=voice.name(child), day=_day(voice, until))


def not_confirmed(voice: Voice, *, parent: Named, child: Named, until: date) -> str:
    """Tell a moderator that a parent has not confirmed the link, so is told of nothing."""
    return voice.texts.gettext(
        "{parent} has not confirmed yet that {child} is their child (a minor until {day}), and is"
        " told of nothing."
    ).format(parent=voice.name(parent), child=voice.name(child), day=_day(voice, until))


def _day(voice: Voice, day: date) -> str:
    return voice.texts.day(
        datetime(day.year, day.month, day.day, 12, tzinfo=voice.zone), voice.zone
    )


def line(fact: GuardianFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a guardian."""
    _ = voice.texts.gettext
    if isinstance(fact, GuardianConfirmed):
        return _("confirmed as a legal representative")
    return _("a legal representative no more")


REFUSALS: Refusals = {
    NO_WARD: sentence("There is no minor child on record to confirm here."),
    NOT_GUARDIAN: sentence(
        "That is for a legal representative who has confirmed that, until the child is of age."
    ),
}
