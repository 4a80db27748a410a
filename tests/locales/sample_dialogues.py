"""Notices of dialogues in private, in all their wordings."""

from datetime import datetime

from handlers.notices import Named
from handlers.notices.dialogues import (
    ApologyShown,
    MoreWordsAsked,
    WordsDropped,
    WordsForgotten,
    WordsSent,
    WordsShownBelow,
)
from handlers.wording.notice import Notice
from rules.detectors.detection import Detection, Detector, Label
from rules.ids import AppealNumber

_CHAT, _TEXT, _FIRST = "ИСП-21", "Простите, пожалуйста. Я больше так не буду.", AppealNumber(1)


def notices_of_dialogues(asked: Named, until: datetime) -> tuple[Notice, ...]:
    """Give them with that person, waiting until then."""
    return (
        ApologyShown(chat=_CHAT, text=_TEXT, until=until),
        ApologyShown(
            chat=_CHAT,
            text=_TEXT,
            until=until,
            found=(
                Detection(
                    detector=Detector.LINK, label=Label.SHOP, certainty=0.9, found="casino.example"
                ),
                Detection(detector=Detector.INSULT, label=Label.INSULT, certainty=0.9),
            ),
        ),
        *(MoreWordsAsked(anew=anew) for anew in (True, False)),
        WordsShownBelow(),
        WordsSent(text=_TEXT),
        WordsDropped(),
        WordsForgotten(),
    )
