"""Apologies that a moderator reads before others do (п. 5.12.6)."""

from collections.abc import Iterable

from handlers.commands import Command
from handlers.voice import LONGEST_NAME, Named, Voice, quote
from handlers.words.detections import held_words
from rules.apologies import LONGEST_APOLOGY
from rules.clauses import Clause
from rules.detectors.detection import Detection
from rules.detectors.registry import Detector


def told(voice: Voice, *, chat: str, read: bool, found: tuple[Detector, ...]) -> str:
    """Tell the author that the apology waits for a moderator; `read`: one of them gets it."""
    _ = voice.texts.gettext
    said = (
        _(
            "The participants of “{chat}” do not see your words yet: they hold {found}. A"
            " moderator decides first ({clause}). You may write anew at any time."
        )
        if read
        else _(
            "The participants of “{chat}” do not see your words: they hold {found}, and no"
            " moderator reads my messages. Please write anew, without that ({clause})."
        )
    )
    return said.format(
        chat=voice.chat(chat),
        found=found_words(found, voice),
        clause=voice.cited(Clause.FORGIVENESS),
    )


def shown(voice: Voice, *, chat: str, member: Named, text: str, found: tuple[Detector, ...]) -> str:
    """Show a withheld apology to a moderator."""
    return voice.texts.gettext(
        "{person} apologises in “{chat}”. I did not publish it: the words hold {found}"
        " ({clause}).\n{text}\n\nPublish it for the vote, or return it so that they write"
        " anew?"
    ).format(
        person=voice.who(member),
        chat=voice.chat(chat),
        found=found_words(found, voice),
        clause=voice.cited(Clause.FORGIVENESS),
        text=quote(text, LONGEST_APOLOGY),
    )


def decided(voice: Voice, *, chat: str, member: Named, by: Named, published: bool) -> str:
    """Tell the moderators that one of them published a withheld apology, or returned it."""
    _ = voice.texts.gettext
    said = (
        _("The apology of {person} is published in “{chat}” ({by}).")
        if published
        else _("The apology of {person} for “{chat}” is returned ({by}).")
    )
    return said.format(person=voice.who(member), chat=voice.chat(chat), by=voice.name(by))


def moot(voice: Voice, *, chat: str, member: Named, ended: bool) -> str:
    """Tell the moderators that a withheld apology waits no more.

    Its block `ended`, or its author wrote another.
    """
    _ = voice.texts.gettext
    said = (
        _("The block of {person} in “{chat}” is over; this apology waits no more.")
        if ended
        else _("{person} wrote another apology for “{chat}”; this one waits no more.")
    )
    return said.format(person=voice.who(member), chat=voice.chat(chat))


def returned(voice: Voice, *, chat: str) -> str:
    """Tell the author that a moderator did not publish the apology."""
    return voice.texts.gettext(
        "A moderator of “{chat}” did not publish your apology ({clause}). Write it in other"
        " words: {apology}. There is no need to wait."
    ).format(
        chat=voice.chat(chat),
        clause=voice.cited(Clause.FORGIVENESS),
        apology=voice.command(Command.APOLOGY),
    )


def found_words(found: Iterable[Detector | Detection], voice: Voice) -> str:
    """Return the findings as people say them: «мат («…») и чьи-то личные данные»."""
    said: dict[Detector, str] = {}
    for each in found:
        match each:
            case Detection(detector=detector, found=""):
                said.setdefault(detector, held_words(detector, voice))
            case Detection(detector=detector, found=words):
                what = f"{held_words(detector, voice)} («{quote(words, LONGEST_NAME)}»)"
                said.setdefault(detector, what)
            case detector:
                said.setdefault(detector, held_words(detector, voice))
    return voice.texts.listed(said.values())
