"""A filled-in notice of every kind, to be read aloud: `python -m tests.locales.sample`.

Words are proofread as whole messages, as people get them, and not as entries of a catalogue.
"""

import sys
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from handlers.notices import Named, chats
from handlers.voice import Voice
from handlers.wording.notice import Notice, word
from locales.texts import LANGUAGES, Catalogues
from rules.ids import MemberId
from rules.policy_file import read_policy
from storage.records import Names
from tests.locales.sample_facts import CLASSMATE, NOW, STUDENT, TEACHER

CHAT = "ИСП-21"
RULES = read_policy(None).conduct.rules
CATALOGUES = Catalogues.load()


def _person(number: MemberId, *cases: str) -> Named:
    return Named(
        member=number,
        names=Names(**dict(zip(("nom", "gen", "dat", "acc", "ins", "abl"), cases, strict=True))),
    )


ANNA = _person(
    TEACHER,
    "Анна Орлова",
    "Анны Орловой",
    "Анне Орловой",
    "Анну Орлову",
    "Анной Орловой",
    "Анне Орловой",
)
IVAN = _person(
    STUDENT,
    "Иван Соколов",
    "Ивана Соколова",
    "Ивану Соколову",
    "Ивана Соколова",
    "Иваном Соколовым",
    "Иване Соколове",
)
OLGA = _person(
    CLASSMATE,
    "Ольга Ким",
    "Ольги Ким",
    "Ольге Ким",
    "Ольгу Ким",
    "Ольгой Ким",
    "Ольге Ким",
)
STRANGER = Named(member=MemberId(777), names=None)


ABOUT_THE_CHAT: tuple[Notice, ...] = (
    chats.RightsMissing(),
    chats.RightsStillMissing(),
    chats.Introduction(adopted=False),
    chats.Introduction(adopted=True),
)

NOTICES: tuple[Notice, ...] = (*ABOUT_THE_CHAT,)


def voice(language: str) -> Voice:
    """Speak that language in Saratov, at `NOW`."""
    return Voice(texts=CATALOGUES.texts(language), zone=ZoneInfo("Europe/Saratov"), now=NOW)


def pages() -> Iterator[str]:
    """Give every notice in every language, one after the other."""
    for notice in NOTICES:
        said = "\n\n".join(word(notice, voice(language)) for language in LANGUAGES)
        yield f"--- {type(notice).__name__}\n{said}\n\n"


if __name__ == "__main__":
    sys.stdout.writelines(pages())
