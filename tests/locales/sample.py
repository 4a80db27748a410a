"""A filled-in notice of every kind, to be read aloud: `python -m tests.locales.sample`.

Words are proofread as whole messages, as people get them, and not as entries of a catalogue.
"""

import sys
from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from handlers.commands import Command
from handlers.deeds import FOR_MODERATORS
from handlers.help import IN_PRIVATE
from handlers.journal import rule_in
from handlers.notices import Ground, Named, chats, mistakes, troubles, views
from handlers.voice import Voice
from handlers.wording.notice import Notice, word
from handlers.words.lines import JournalLine
from locales.texts import LANGUAGES, Catalogues
from rules.conduct import Rule
from rules.ids import ChatId, MemberId, ViolationNumber
from rules.policy_file import read_policy
from rules.vocabulary.unions import Fact
from storage.records import Entry, Names
from tests.locales.sample_dialogues import notices_of_dialogues
from tests.locales.sample_facts import CLASSMATE, FACTS, LATER, NOW, STUDENT, TEACHER, VERSION
from tests.locales.sample_own_data import OWN_DATA
from tests.locales.sample_refusals import REFUSALS

CHAT = "ИСП-21"
RULES = read_policy(None).conduct.rules
FLOOD = RULES[2]
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
PEOPLE = {person.member: person for person in (ANNA, IVAN, OLGA)}

GROUNDS = tuple(
    Ground(number=ViolationNumber(number), at=NOW - timedelta(days=9 - number), rule=RULES[number])
    for number in (1, 2, 3, 4)
)


def _mark(ground: Ground, *, note: str = "", annulled: bool = False) -> views.Mark:
    return views.Mark(
        ground=ground, by=ANNA, note=note, annulled=annulled, counts=ground.number in (1, 4)
    )


def _standing(*, own: bool, blocked: bool, counted: int, acknowledged: bool) -> views.StandingShown:
    marks = (
        _mark(GROUNDS[0], note="много сообщений подряд"),
        _mark(GROUNDS[1], annulled=True),
        _mark(GROUNDS[2]),
    )
    return views.StandingShown(
        member=IVAN,
        own=own,
        chat=CHAT,
        acknowledged=acknowledged,
        marks=marks if counted else (),
        counted=counted,
        threshold=3,
        blocked_until=LATER if blocked else None,
        block_grounds=GROUNDS if blocked else (),
    )


def _line(number: int, fact: Fact) -> JournalLine:
    rule = rule_in(fact)
    return JournalLine(
        entry=Entry(
            chat=ChatId(2_000_000_001),
            number=number,
            at=NOW,
            fact=fact,
            policy_version=VERSION,
            hash="",
        ),
        member=None if fact.member is None else PEOPLE[fact.member],
        by=None if fact.by is None else PEOPLE[fact.by],
        rule=None if rule is None else _rule(rule),
    )


def _rule(number: int) -> Rule:
    return RULES[number - 1]


def _journal(of: Named | None, *, public: bool) -> views.JournalPage:
    lines = tuple(_line(number, fact) for number, fact in enumerate(FACTS, start=1))
    return views.JournalPage(lines=lines, of=of, total=len(lines), public=public)


def _members(present: int, *missing: Named) -> views.Members:
    return views.Members(unacknowledged=missing, present=present, version=VERSION)


ABOUT_THE_CHAT: tuple[Notice, ...] = (
    chats.RightsMissing(),
    chats.RightsStillMissing(),
    chats.Introduction(adopted=False),
    chats.Introduction(adopted=True),
    chats.Greeting(newcomers=(IVAN,), rules=RULES),
    chats.Greeting(newcomers=(IVAN, OLGA, STRANGER), rules=RULES),
    chats.RulesOfConduct(rules=RULES),
    chats.AcknowledgementRecorded(),
)

VIEWS: tuple[Notice, ...] = (
    _standing(own=True, blocked=False, counted=0, acknowledged=True),
    _standing(own=True, blocked=True, counted=1, acknowledged=True),
    _standing(own=False, blocked=True, counted=2, acknowledged=False),
    views.InNoChat(),
    views.JournalPage(lines=(), of=None, total=0, public=False),
    _journal(None, public=False),
    _journal(IVAN, public=True),
    views.InNoneOfYourChats(member=Named(member=MemberId(201), names=None)),
    views.AnsweredPrivately(),
    _members(12),
    _members(21),
    _members(12, IVAN),
    _members(23, IVAN, OLGA, STRANGER),
    _members(99, *(STRANGER,) * 85),
    views.Help(commands=tuple(Command), private=False),
    views.Help(commands=tuple(one for one in Command if one not in FOR_MODERATORS), private=False),
    views.Help(commands=IN_PRIVATE, private=True),
    views.PrivateHello(),
)

MISTAKES: tuple[Notice, ...] = (
    *(mistakes.NotRight(refusal=refusal) for refusal in REFUSALS),
    mistakes.UnknownCommand(word="нарушене", nearest=Command.VIOLATION),
    mistakes.UnknownCommand(word="абракадабра", nearest=None),
    *(mistakes.Expected(command=command) for command in Command),
    mistakes.AnswerNeeded(command=Command.DELETE),
    mistakes.NobodyNamed(command=Command.BLOCK),
    mistakes.NobodyFound(words="Петров"),
    mistakes.NobodyFound(words="Петров", private=True),
    mistakes.SeveralFound(words="Соколов", people=(IVAN, OLGA)),
    mistakes.OnlyInChat(command=Command.VIOLATION),
    mistakes.PeriodAhead(since=LATER),
    mistakes.ButtonOutdated(),
    mistakes.MessengerSilent(),
    mistakes.RightsUnchecked(),
)

NOTICES: tuple[Notice, ...] = (
    *ABOUT_THE_CHAT,
    *VIEWS,
    *MISTAKES,
    *OWN_DATA,
    *notices_of_dialogues(OLGA, LATER),
    *(troubles.MessengerTrouble(trouble=trouble, chat=CHAT) for trouble in troubles.Trouble),
)


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
