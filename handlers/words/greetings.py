"""Answers in private to words that are no command, by who writes and their state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.commands import Command
from handlers.voice import Ground, Named, Voice
from rules.ids import AppealNumber

_MOST_TITLES = 3
"""Most chats that an answer names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """A block in force, of the reader, until `until` (UTC)."""

    chat: str
    until: datetime
    grounds: tuple[Ground, ...]


def blocked(
    voice: Voice,
    *,
    block: Barred,
    others: tuple[Barred, ...],
    apologises: bool,
    contests: bool,
    fitting: str | None = None,
) -> str:
    """Say where somebody is blocked, until when and why, and the ways out that are open.

    `fitting` is said in place of the ways out, because it fits the reader's words.
    """
    _ = voice.texts.gettext
    lines = [_block(each, voice) for each in (block, *others)[:_MOST_TITLES]]
    if fitting is not None:
        return "\n".join([*lines, fitting])
    ways = [
        *((_("If you regret it, apologise."),) if apologises else ()),
        *((_("If you do not agree, contest it."),) if contests else ()),
    ]
    return "\n".join([*lines, " ".join(ways)] if ways else lines)


def _block(block: Barred, voice: Voice) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    said = _("You cannot write in {chat} until {ends}.").format(
        chat=_titles([block.chat], voice), ends=voice.moment(block.until)
    )
    if not block.grounds:
        return said
    numbers = sorted({ground.rule.number for ground in block.grounds if ground.rule is not None})
    count = ngettext("{n} violation", "{n} violations", len(block.grounds)).format(
        n=len(block.grounds)
    )
    rules = ngettext("rule {numbers}", "rules {numbers}", len(numbers)).format(
        numbers=voice.texts.listed(map(str, numbers))
    )
    reason = f"{count} ({rules})" if numbers else count
    return " ".join([said, _("Reason: {reason}.").format(reason=reason)])


def administrator(
    voice: Voice,
    *,
    person: Named,
    appeals: int,
    expulsions: int,
    chats: int,
    requests: int,
    cards: int,
) -> str:
    """Greet an administrator with what waits for a decision."""
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    things = [
        ngettext("{n} complaint", "{n} complaints", appeals).format(n=appeals) if appeals else "",
        ngettext("{n} expulsion", "{n} expulsions", expulsions).format(n=expulsions)
        if expulsions
        else "",
        ngettext("{n} chat to confirm", "{n} chats to confirm", chats).format(n=chats)
        if chats
        else "",
        ngettext("{n} moderator's request", "{n} moderators' requests", requests).format(n=requests)
        if requests
        else "",
        _cards(voice, cards) if cards else "",
    ]
    waiting = [thing for thing in things if thing]
    said = _waiting(voice, waiting) if waiting else _("Nothing waits for your decision at present.")
    return f"{_hello(voice, person)} {said}"


def moderator(voice: Voice, *, person: Named, chats: tuple[str, ...], cards: int) -> str:
    """Greet a moderator with their chats and what waits there."""
    lines = [
        voice.texts.gettext("You look after {chats}.").format(chats=_titles(chats, voice)),
        _waiting(voice, [_cards(voice, cards)])
        if cards
        else voice.texts.gettext("This is where I send cards, the journal and reports."),
    ]
    return " ".join([_hello(voice, person), *lines])


def member(voice: Voice, *, chats: tuple[str, ...]) -> str:
    """Greet a student or a parent; without chats, somebody whom the bot does not know."""
    _ = voice.texts.gettext
    if not chats:
        return _(
            "Hello! I keep order in the college's chats. You are in none of those I look after. If"
            " that is a mistake, please write to your teacher."
        )
    return _("Hello! I keep order in {chats}.").format(chats=_titles(chats, voice))


def _hello(voice: Voice, person: Named) -> str:
    _ = voice.texts.gettext
    if person.names is None:
        return _("Hello!")
    first = voice.name(person).split(maxsplit=1)[0]
    return _("Hello, {name}!").format(name=first)


def _cards(voice: Voice, cards: int) -> str:
    return voice.texts.ngettext("{n} card", "{n} cards", cards).format(n=cards)


def _waiting(voice: Voice, things: Sequence[str]) -> str:
    return voice.texts.gettext("Waiting for a decision: {things}.").format(things=", ".join(things))


def _titles(chats: Sequence[str], voice: Voice) -> str:
    _ = voice.texts.gettext
    named = voice.texts.listed(
        _("“{words}”").format(words=voice.chat(chat)) for chat in chats[:_MOST_TITLES]
    )
    if len(chats) <= _MOST_TITLES:
        return named
    return _("{chats} ({n} in all)").format(chats=named, n=len(chats))


def way_on(
    voice: Voice, *, offered: tuple[Command, ...], moderators: tuple[Named, ...] = ()
) -> str:
    """Say which words are understood, and who else answers, to those who had the whole answer."""
    _ = voice.texts.gettext
    said = _("I did not understand that. Write one of these: {words}.").format(
        words=", ".join(_word(voice, each) for each in offered)
    )
    if not moderators:
        return said
    return " ".join(
        [
            said,
            _("Anything else: write to {moderators}.").format(
                moderators=_people(voice, moderators)
            ),
        ]
    )


def guess(voice: Voice) -> str:
    """Ask whether the button under it is what was meant."""
    return voice.texts.gettext("Is it this that you need?")


def welcome(voice: Voice) -> str:
    """Answer thanks."""
    return voice.texts.gettext("You are welcome!")


def about_a_child(voice: Voice, *, moderators: tuple[Named, ...] = ()) -> str:
    """Tell somebody who is no confirmed guardian to whom the bot speaks of a child (п. 5.12.7)."""
    _ = voice.texts.gettext
    said = _(
        "I tell of a minor only to a legal representative who is on the college's list and has"
        " answered my question. Your child sees their own record by writing “status” to me."
    )
    return _with_moderators(voice, said, moderators)


def to_a_person(voice: Voice, *, moderators: tuple[Named, ...]) -> str:
    """Tell somebody who needs a human whom to write to."""
    said = voice.texts.gettext("I am a bot and decide nothing myself.")
    return _with_moderators(voice, said, moderators)


def nothing_recorded(voice: Voice, *, moderators: tuple[Named, ...]) -> str:
    """Tell somebody who asks for a reason that nothing is recorded of them."""
    said = voice.texts.gettext("No violation of yours counts, and you can write in the chat.")
    return _with_moderators(voice, said, moderators)


def recorded(voice: Voice, *, chat: str, count: int, latest: Ground, contests: bool) -> str:
    """Tell somebody who is not blocked what is recorded of them."""
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    said = [
        ngettext(
            "{n} violation of yours counts in {chat}: {latest}.",
            "{n} violations of yours count in {chat}, the last one: {latest}.",
            count,
        ).format(n=count, chat=_titles([chat], voice), latest=voice.ground(latest)),
        _("You are not blocked: you can write there."),
    ]
    if contests:
        said.append(_("If you do not agree, contest it."))
    return " ".join(said)


def may_say_so(voice: Voice) -> str:
    """Answer somebody who is sorry and not blocked."""
    return voice.texts.gettext(
        "It is good that you say so. You are not blocked: you can say it in the chat itself."
    )


def appeal_waits(voice: Voice, *, number: AppealNumber) -> str:
    """Tell an appellant that their complaint still waits."""
    return voice.texts.gettext(
        "Your complaint No. {number} is before the college's administrators. I shall write to you"
        " as soon as they decide."
    ).format(number=number)


def apology_is_read(voice: Voice, *, chat: str, until: datetime) -> str:
    """Tell somebody that their apology is before the participants."""
    return voice.texts.gettext(
        "The participants of {chat} see your apology. If nobody objects until {ends}, the block"
        " may be lifted early."
    ).format(chat=_titles([chat], voice), ends=voice.moment(until))


def block_ends(voice: Voice, *, block: Barred) -> str:
    """Tell somebody blocked when that ends by itself."""
    return voice.texts.gettext(
        "Your block in {chat} ends by itself: {ends}. From then on you can write there again."
    ).format(chat=_titles([block.chat], voice), ends=voice.moment(block.until))


def how_to_apologise(voice: Voice) -> str:
    """Tell somebody blocked and sorry how the participants learn of it."""
    return voice.texts.gettext(
        "Thank you for saying so. Press “Apologise” for the participants to read it: without their"
        " objection the block may be lifted early."
    )


def how_to_contest(voice: Voice) -> str:
    """Tell somebody who does not agree with a record or a block who can annul it."""
    return voice.texts.gettext(
        "Press “Contest” and say what is wrong: the college's administrators decide, not the"
        " moderator."
    )


def _with_moderators(voice: Voice, said: str, moderators: tuple[Named, ...]) -> str:
    _ = voice.texts.gettext
    if moderators:
        ask = _("Questions are answered by {moderators}.").format(
            moderators=_people(voice, moderators)
        )
    else:
        ask = _("Please ask the teacher who looks after the chat.")
    return f"{said} {ask}"


def _people(voice: Voice, people: tuple[Named, ...]) -> str:
    return voice.texts.listed(voice.name(each) for each in people)


def heard(voice: Voice, *, ways: bool) -> str:
    """Answer somebody blocked who has had the whole answer; `ways` are open, on buttons."""
    _ = voice.texts.gettext
    if ways:
        return _(
            "I hear you, but I decide nothing myself. The buttons below lead to people who do."
        )
    return _("I hear you, but I decide nothing myself. The button below shows what is recorded.")


def label(voice: Voice, *, command: Command) -> str:
    """Return the label of the button that gives a command."""
    _ = voice.texts.gettext
    labels = {
        Command.APOLOGY: _("Apologise"),
        Command.APPEAL: _("Contest"),
        Command.STATUS: _("What is recorded of me"),
        Command.RULES: _("Rules"),
        Command.CARDS: _("Show"),
        Command.CHAT: _("My chats"),
        Command.HELP: _("Help"),
        Command.SOS: _("I need help"),
    }
    return labels.get(command) or voice.command(command)


def _word(voice: Voice, command: Command) -> str:
    _ = voice.texts.gettext
    words = {Command.CARDS: _("Cases"), Command.STATUS: _("My records")}
    said = words.get(command) or label(voice, command=command)
    return _("“{words}”").format(words=said.lower())
