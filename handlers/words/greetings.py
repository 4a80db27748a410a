"""Answers in private to words that are no command, by who writes and their state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.commands import Command
from handlers.voice import Ground, Named, Voice

_MOST_TITLES = 3
"""Most chats that an answer names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """A block in force, of the reader, until `until` (UTC)."""

    chat: str
    until: datetime
    grounds: tuple[Ground, ...]


def blocked(
    voice: Voice, *, block: Barred, others: tuple[Barred, ...], apologises: bool, contests: bool
) -> str:
    """Say where somebody is blocked, until when and why, and the ways out that are open."""
    _ = voice.texts.gettext
    lines = [_block(each, voice) for each in (block, *others)[:_MOST_TITLES]]
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
            "Hello! I keep order in the college's chats. You are in none of those I look after."
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


def way_on(voice: Voice, *, offered: tuple[Command, ...]) -> str:
    """Say in one line which words are understood, to those who have had the whole answer."""
    return voice.texts.gettext("I did not understand that. Write one of these: {words}.").format(
        words=", ".join(_word(voice, each) for each in offered)
    )


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
    }
    return labels.get(command) or voice.command(command)


def _word(voice: Voice, command: Command) -> str:
    _ = voice.texts.gettext
    words = {Command.CARDS: _("Cases"), Command.STATUS: _("My records")}
    said = words.get(command) or label(voice, command=command)
    return _("“{words}”").format(words=said.lower())
