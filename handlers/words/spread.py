"""One text in several chats, and pages that may be in other hands: cards and what people hear."""

from datetime import datetime

from handlers.voice import Named, Voice, quote
from handlers.words.rows import JournalLine, Refusals, sentence
from rules.vocabulary.spread import (
    PAGE_IN_DOUBT,
    PAGE_NOT_DOUBTED,
    SPREAD_OVER,
    PageDoubted,
    SpreadFact,
)

_LONGEST_TEXT = 500

_MOST_CHATS = 5


def card(
    voice: Voice,
    *,
    member: Named,
    text: str,
    chats: tuple[str, ...],
    others: int,
    removed: tuple[str, ...],
    doubted: tuple[str, ...],
    left: tuple[str, ...],
) -> str:
    """Show one text in several chats: `chats` are the reader's, and `others` are others'.

    In some of theirs it is `removed`, its author only reads, or a moderator `left` it.
    """
    _ = voice.texts.gettext
    where = _named(voice, chats, others)
    said = [
        _("{name} has written the same in several chats within minutes: {chats}.").format(
            name=voice.who(member), chats=where
        ),
        _("“{text}”").format(text=quote(text, _LONGEST_TEXT)),
    ]
    for sentence_of, theirs in (
        (_("Removed: {chats}."), removed),
        (_("Only reads: {chats}. Nothing is counted."), doubted),
        (_("Nothing wrong: {chats}."), left),
    ):
        if theirs:
            said.append(sentence_of.format(chats=_named(voice, theirs)))
    return "\n".join(said)


def _named(voice: Voice, chats: tuple[str, ...], others: int = 0) -> str:
    """Return the titles of chats, with how many `others` there are."""
    titles = [_quoted(voice, each) for each in chats]
    if not others:
        return voice.few(titles, _MOST_CHATS)
    more = others + max(len(titles) - _MOST_CHATS, 0)
    return f"{', '.join(titles[:_MOST_CHATS])} {voice.more(more)}"


def _quoted(voice: Voice, chat: str) -> str:
    return voice.texts.gettext("“{chat}”").format(chat=voice.chat(chat))


def annulled_since(voice: Voice) -> str:
    """Return why a record is annulled: its message was not its author's."""
    return voice.texts.gettext("The page was perhaps broken into.")


def undone_there(voice: Voice) -> str:
    """Say where a removal from several chats is taken back."""
    return voice.texts.gettext("Removed. “Undo” is under my message in each chat.")


def only_reads(voice: Voice, *, member: Named) -> str:
    """Say in a chat that a member only reads, and that what their page sent is not to be opened."""
    return voice.texts.gettext(
        "The page of {name} was perhaps broken into: for now it only reads here. Please do not open"
        " links from it."
    ).format(name=voice.name(member))


def yours_in_doubt(voice: Voice, *, chats: tuple[str, ...], until: datetime, recovery: str) -> str:
    """Tell the owner of a page what happened, and how to get it back; `recovery` may be ""."""
    _ = voice.texts.gettext
    said = [
        _(
            "Your page has sent the same to several chats; perhaps it was broken into. Nothing is"
            " counted against you. For now you only read in {chats}."
        ).format(chats=_named(voice, chats)),
        _("How to get the page back: {recovery}").format(recovery=recovery) if recovery else "",
        _(
            "Then change the password and end all sessions in the settings. Once the page is yours"
            " again, press the button. By itself it ends on {until}."
        ).format(until=voice.moment(until)),
    ]
    return "\n".join(filter(None, said))


def yours_again(voice: Voice, *, chats: tuple[str, ...]) -> str:
    """Tell the owner of a page that they may write again."""
    return voice.texts.gettext("You may write again in {chats}.").format(chats=_named(voice, chats))


def writes_again(
    voice: Voice, *, member: Named, by: Named | None, own: bool, chats: tuple[str, ...]
) -> str:
    """Tell moderators that a member writes again, and who said that the page is theirs."""
    _, name, where = voice.texts.gettext, voice.name(member), _named(voice, chats)
    if own:
        return _("{name} says that the page is their own again, and writes in {chats}.").format(
            name=name, chats=where
        )
    if by is None:
        return _("The term is over: {name} writes again in {chats}.").format(name=name, chats=where)
    return _("{name} writes again in {chats}, by {by}.").format(
        name=name, chats=where, by=voice.name(by)
    )


def still_reads(voice: Voice, *, member: Named, chats: tuple[str, ...]) -> str:
    """Ask moderators about a member who has not said yet that their page is theirs again."""
    return voice.texts.gettext(
        "{name} still only reads in {chats}, and has not said that the page is their own again. Is"
        " it?"
    ).format(name=voice.name(member), chats=_named(voice, chats))


def line(fact: SpreadFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a page in doubt."""
    _ = voice.texts.gettext
    if isinstance(fact, PageDoubted):
        return _("page perhaps broken into: only reads until {ends_at}").format(
            ends_at=voice.moment(fact.ends_at)
        )
    return _("the page is its owner's again")


REFUSALS: Refusals = {
    SPREAD_OVER: sentence("Nothing is left to do about this in your chats."),
    PAGE_IN_DOUBT: sentence("This member only reads, since the page may be in other hands."),
    PAGE_NOT_DOUBTED: sentence("The page is not in doubt: its owner may write."),
}
