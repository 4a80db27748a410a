"""Words for dialogues in private."""

from typing import assert_never

from handlers.notices.dialogues import (
    AnswerShown,
    ApologyShown,
    AppealShown,
    DecisionShown,
    DialogueNotice,
    MoreWordsAsked,
    QuestionShown,
    ShownNotice,
    WordsDropped,
    WordsForgotten,
    WordsSent,
    WordsShownBelow,
)
from handlers.quoting import quote
from handlers.voice import LONGEST_NAME, Voice
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


def _word_shown(notice: ShownNotice, voice: Voice) -> str:
    _ = voice.texts.gettext
    if isinstance(notice, ApologyShown) and notice.found:
        asked = _(
            "I do not show that to the participants: it holds {found}. Write it anew, without that."
            " If you send it as it is, a moderator decides first. I wait until {until}."
        ).format(
            found=found_words(notice.found, voice),
            until=voice.texts.time(notice.until, voice.zone),
        )
    else:
        asked = _("Send it? It cannot be taken back. I wait until {until}.").format(
            until=voice.texts.time(notice.until, voice.zone)
        )
    return f"{_head(notice, voice)}\n{quote(notice.text, LONGEST_WORDS)}\n\n{asked}"


def _head(notice: ShownNotice, voice: Voice) -> str:
    _ = voice.texts.gettext
    match notice:
        case ApologyShown(chat=chat, found=()):
            return _("The participants of “{chat}” will read ({clause}):").format(
                chat=quote(chat, LONGEST_NAME), clause=voice.cited(Clause.FORGIVENESS)
            )
        case ApologyShown(chat=chat):
            return _("Your apology to the participants of “{chat}” ({clause}):").format(
                chat=quote(chat, LONGEST_NAME), clause=voice.cited(Clause.FORGIVENESS)
            )
        case AppealShown(chat=chat):
            return _(
                "The college's administrators will read about “{chat}” ({clause}). This can be"
                " contested once:"
            ).format(chat=quote(chat, LONGEST_NAME), clause=voice.cited(Clause.CONFLICTS))
        case DecisionShown(number=number, granted=granted):
            said = (
                _(
                    "Appeal No. {number}: what was contested is annulled ({clause}). The sides and"
                    " the chat will read the reason:"
                )
                if granted
                else _(
                    "Appeal No. {number}: what was contested stays ({clause}). The sides will read"
                    " the reason:"
                )
            )
            return said.format(number=number, clause=voice.cited(Clause.CONFLICTS))
        case QuestionShown(number=number, to=to):
            return _("A question to {person} about appeal No. {number}:").format(
                person=voice.who(to), number=number
            )
        case AnswerShown(number=number):
            return _(
                "The college's administrators will read your answer about appeal No. {number}:"
            ).format(number=number)
        case _:
            assert_never(notice)
