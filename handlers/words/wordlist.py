"""A chat's own list of words (п. 5.12.2)."""

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.commands import Command
from handlers.voice import LONGEST_NAME, Named, Voice, cut, quote
from handlers.words.rows import LONGEST_LINE_NOTE, JournalLine, Refusals, sentence
from rules.clauses import Clause
from rules.conduct import Rule
from rules.vocabulary.wordlist import (
    ENTRY_UNREADABLE,
    EXCEPTED_ALREADY,
    NOT_EXCEPTED,
    NOT_LISTED,
    ListFull,
    WordExcepted,
    WordListed,
    WordListFact,
    WordUnlisted,
    WordWatched,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """An entry of a chat's own list."""

    entry: str
    rule: Rule | None


def shown(voice: Voice, *, entries: tuple[ListEntry, ...], exceptions: tuple[str, ...] = ()) -> str:
    """Show the chat's own list, how to change it, and what is not pointed out."""
    _ = voice.texts.gettext
    how = _(
        'To add: {words} add crypto, "bet", example.com 4. In quotes: exactly so,'
        " without other forms; the number at the end is the rule. To take off: {words}"
        " remove crypto"
    ).format(words=voice.command(Command.WORDS))
    empty = _("The chat's own list is empty. To add: {words} add crypto 4").format(
        words=voice.command(Command.WORDS)
    )
    listed = [_("The chat's own list:"), *_entries(entries, voice), how]
    lines = listed if entries else [empty]
    if exceptions:
        quoted = ", ".join(quote(each, LONGEST_NAME) for each in exceptions)
        lines.append(_("Not pointed out here: {words}.").format(words=quoted))
    return cut("\n".join(lines), LONGEST_LIST)


LONGEST_LIST = 3500
"""Characters of the list: it is edited in place, so it must fit one message."""


def excepted(voice: Voice, *, entry: str) -> str:
    """Say that a word is pointed out no more, and where that is taken back."""
    return voice.texts.gettext("No longer pointed out: {word}. To take that back: {words}.").format(
        word=quote(entry, LONGEST_NAME), words=voice.command(Command.WORDS)
    )


def changed(voice: Voice, *, entries: tuple[ListEntry, ...], listed: bool, by: Named) -> str:
    """Announce that a moderator added entries to the chat's own list, or removed them."""
    _ = voice.texts.gettext
    said = (
        _("On the chat's list from now on ({by}, {clause}):")
        if listed
        else _("No longer on the chat's list ({by}, {clause}):")
    )
    head = said.format(by=voice.who(by), clause=voice.cited(Clause.MODERATION))
    return "\n".join([head, *_entries(entries, voice)])


def _entries(entries: tuple[ListEntry, ...], voice: Voice) -> Iterator[str]:
    for each in entries:
        said = quote(each.entry, LONGEST_NAME)
        yield f"• {said}" if each.rule is None else f"• {said} ({voice.cited_rule(each.rule)})"


def line(fact: WordListFact, entry: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about a chat's own list."""
    _ = voice.texts.gettext
    words = quote(fact.entry, LONGEST_LINE_NOTE)
    match fact:
        case WordListed():
            said = _("put on the chat's list: {entry}").format(entry=words)
            return said if entry.rule is None else f"{said}, {voice.cited_rule(entry.rule)}"
        case WordUnlisted():
            return _("taken off the chat's list: {entry}").format(entry=words)
        case WordExcepted():
            return _("not pointed out any more: {entry}").format(entry=words)
        case WordWatched():
            return _("pointed out again: {entry}").format(entry=words)


def _list_full(reason: ListFull, voice: Voice, _by: Named | None) -> str:
    return voice.texts.ngettext(
        "The list is full: {n} entry at most.",
        "The list is full: {n} entries at most.",
        reason.most,
    ).format(n=reason.most)


REFUSALS: Refusals = {
    ENTRY_UNREADABLE: sentence(
        "I cannot put that on the list: a word, a few words or an address, please."
    ),
    NOT_LISTED: sentence("That is not on the list."),
    EXCEPTED_ALREADY: sentence("It is not pointed out as it is."),
    NOT_EXCEPTED: sentence("It is pointed out already."),
    ListFull: _list_full,
}
