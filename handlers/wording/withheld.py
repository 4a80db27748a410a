"""Words for apologies that were not published, or not left standing."""

from collections.abc import Iterable
from typing import assert_never

from handlers.commands import Command
from handlers.notices.apologies import (
    ApologyNotLeft,
    ApologyNotLeftPrivately,
    ApologyReturned,
    WithheldClosed,
    WithheldNotice,
    WithheldSaid,
    WithheldShown,
)
from handlers.quoting import quote
from handlers.voice import LONGEST_NAME, Voice
from rules.apologies import LONGEST_APOLOGY
from rules.clauses import Clause
from rules.detectors.detection import Detection, Detector


def word_withheld(notice: WithheldNotice, voice: Voice) -> str:
    """Give the words of a notice about such an apology."""
    _ = voice.texts.gettext
    clause = voice.cited(Clause.FORGIVENESS)
    match notice:
        case WithheldSaid(chat=chat, read=True):
            return _(
                "The participants of “{chat}” do not see your words yet: they hold {found}. A"
                " moderator decides first ({clause}). You may write anew at any time."
            ).format(
                chat=quote(chat, LONGEST_NAME),
                found=found_words(notice.found, voice),
                clause=clause,
            )
        case WithheldSaid(chat=chat):
            return _(
                "The participants of “{chat}” do not see your words: they hold {found}, and no"
                " moderator reads my messages. Please write anew, without that ({clause})."
            ).format(
                chat=quote(chat, LONGEST_NAME),
                found=found_words(notice.found, voice),
                clause=clause,
            )
        case WithheldShown(chat=chat, member=member, text=text, found=found):
            return _(
                "{person} apologises in “{chat}”. I did not publish it: the words hold {found}"
                " ({clause}).\n{text}\n\nPublish it for the vote, or return it so that they write"
                " anew?"
            ).format(
                person=voice.who(member),
                chat=quote(chat, LONGEST_NAME),
                found=found_words(found, voice),
                clause=clause,
                text=quote(text, LONGEST_APOLOGY),
            )
        case WithheldClosed():
            return _word_closed(notice, voice)
        case ApologyReturned(chat=chat):
            return _(
                "A moderator of “{chat}” did not publish your apology ({clause}). Write it in other"
                " words: {apology}. There is no need to wait."
            ).format(
                chat=quote(chat, LONGEST_NAME),
                clause=clause,
                apology=voice.command(Command.APOLOGY),
            )
        case ApologyNotLeft(member=member, by=by):
            return _(
                "{person}: the moderator {by} does not take this for an apology. The vote is over,"
                " the block stays ({clause})."
            ).format(person=voice.who(member), by=voice.name(by), clause=clause)
        case ApologyNotLeftPrivately():
            return _word_not_left(notice, voice)
        case _:
            assert_never(notice)


def _word_closed(notice: WithheldClosed, voice: Voice) -> str:
    _ = voice.texts.gettext
    if notice.by is None and notice.ended:
        said = _("The block of {person} in “{chat}” is over; this apology waits no more.")
        by = ""
    elif notice.by is None:
        said = _("{person} wrote another apology for “{chat}”; this one waits no more.")
        by = ""
    elif notice.published:
        said = _("The apology of {person} is published in “{chat}” ({by}).")
        by = voice.name(notice.by)
    else:
        said = _("The apology of {person} for “{chat}” is returned ({by}).")
        by = voice.name(notice.by)
    return said.format(
        person=voice.who(notice.member), chat=quote(notice.chat, LONGEST_NAME), by=by
    )


def _word_not_left(notice: ApologyNotLeftPrivately, voice: Voice) -> str:
    _ = voice.texts.gettext
    said = _(
        "The moderator {by} does not take your words in “{chat}” for an apology, so the vote is"
        " over and the block stays ({clause})."
    ).format(
        by=voice.name(notice.by),
        chat=quote(notice.chat, LONGEST_NAME),
        clause=voice.cited(Clause.FORGIVENESS),
    )
    if notice.again_at is not None:
        again = _("Another apology is possible from {again}.").format(
            again=voice.moment(notice.again_at)
        )
        said = f"{said} {again}"
    contest = _("If you do not agree with the block itself, contest it: {appeal} block.").format(
        appeal=voice.command(Command.APPEAL)
    )
    return f"{said}\n{contest}"


def found_words(found: Iterable[Detector | Detection], voice: Voice) -> str:
    """Give what was found as people say it: «мат («…») и чьи-то личные данные»."""
    said: dict[Detector, str] = {}
    for each in found:
        match each:
            case Detection(detector=detector, found=""):
                said.setdefault(detector, _what(detector, voice))
            case Detection(detector=detector, found=words):
                what = f"{_what(detector, voice)} («{quote(words, LONGEST_NAME)}»)"
                said.setdefault(detector, what)
            case detector:
                said.setdefault(detector, _what(detector, voice))
    return voice.texts.listed(said.values())


def _what(detector: Detector, voice: Voice) -> str:
    _ = voice.texts.gettext
    match detector:
        case Detector.OBSCENITY:
            return _("swearing")
        case Detector.INSULT:
            return _("an insult or a threat")
        case Detector.LINK:
            return _("a link or advertising")
        case Detector.PERSONAL_DATA:
            return _("a phone number, an address or other personal data")
        case _:
            return _("what the rules of this chat forbid")
