"""Words for dialogues in private."""

from handlers.notices.dialogues import (
    ApologyShown,
    DialogueNotice,
    MoreWordsAsked,
    WordsDropped,
    WordsForgotten,
    WordsSent,
    WordsShownBelow,
)
from handlers.quoting import quote
from handlers.voice import LONGEST_NAME, Voice
from handlers.words.dialogues import preview
from handlers.words.withheld import found_words
from rules.appeals import LONGEST_WORDS
from rules.clauses import Clause


def word_dialogue(notice: DialogueNotice, voice: Voice) -> str:
    """Give the words of a notice of a dialogue."""
    _ = voice.texts.gettext
    match notice:
        case MoreWordsAsked(anew=True):
            return _("Write it anew in one message. I will show it to you before it goes.")
        case MoreWordsAsked():
            return _("Write what is to be added. I will show you the whole before it goes.")
        case WordsShownBelow():
            return _("The new text is below.")
        case WordsSent(text=text):
            return _("Sent:\n{text}").format(text=quote(text, LONGEST_WORDS))
        case WordsDropped():
            return _("Nothing was sent.")
        case WordsForgotten():
            return _("The time is over: nothing was sent.")
        case _:
            return _word_shown(notice, voice)


def _word_shown(notice: ApologyShown, voice: Voice) -> str:
    _ = voice.texts.gettext
    chat, clause = quote(notice.chat, LONGEST_NAME), voice.cited(Clause.FORGIVENESS)
    if not notice.found:
        head = _("The participants of “{chat}” will read ({clause}):").format(
            chat=chat, clause=clause
        )
        return preview(head, notice.text, notice.until, voice)
    head = _("Your apology to the participants of “{chat}” ({clause}):").format(
        chat=chat, clause=clause
    )
    asked = _(
        "I do not show that to the participants: it holds {found}. Write it anew, without that."
        " If you send it as it is, a moderator decides first. I wait until {until}."
    ).format(
        found=found_words(notice.found, voice),
        until=voice.texts.time(notice.until, voice.zone),
    )
    return f"{head}\n{quote(notice.text, LONGEST_WORDS)}\n\n{asked}"
