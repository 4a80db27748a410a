"""A scripted day from a seed: what people do in some chats, round by round.

The script is data and knows no bot: the same seed gives the same script, so that a run with
faults can be compared with one without. In a round each chat plays one step at most; who is who
follows from the number of the chat alone.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from bot.sandbox.world import PersonId
from tests.scenarios.stage import ASIDES

ROUND = timedelta(hours=5)
"""The sandbox's time between two rounds. Terms of 12, 24, 48 and 72 hours end an hour or more
before a round begins, so that a pause that VK asked for cannot move an end past one."""

PUPILS = 6
"""How many pupils a chat begins with."""

_FIRST_PERSON = 700_000
_PEOPLE_OF_A_CHAT = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """Somebody writes in the chat; `answering` is whose latest message it answers."""

    who: PersonId
    text: str
    answering: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whisper:
    """Somebody writes to the bot in private."""

    who: PersonId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Somebody presses the newest button of that label in the chat, or in private."""

    who: PersonId
    label: str
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Somebody comes into the chat, in one of VK's ways."""

    who: PersonId
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Somebody goes; `by` somebody else: they are removed by hand."""

    who: PersonId
    by: PersonId


Act = Write | Whisper | Press | Join | Leave


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What happens in one chat in one round, all at once."""

    chat: int
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The rounds of a day. `chats` are counted from 0."""

    seed: int
    chats: int
    rounds: tuple[tuple[Step, ...], ...]

    @property
    def updates(self) -> int:
        """How many updates it makes of VK, the adoption of the chats left out."""
        return sum(len(step.acts) for steps in self.rounds for step in steps)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is in a chat."""

    chat: int

    @property
    def teacher(self) -> PersonId:
        """Who adopts and moderates it."""
        return PersonId(_FIRST_PERSON + self.chat * _PEOPLE_OF_A_CHAT)

    def pupil(self, number: int) -> PersonId:
        """Give a pupil, counted from 0; those after the first ones come later."""
        return PersonId(self.teacher + 1 + number)


def write_script(seed: int, *, updates: int, chats: int, rounds: int = 1) -> Script:
    """Write the script of a seed, with so many updates and rounds at least, in so many chats."""
    chance = random.Random(seed)  # noqa: S311 -- a script, no secret
    plots = [_Plot(random.Random(f"{seed}:{chat}"), Cast(chat)) for chat in range(chats)]  # noqa: S311
    written_rounds: list[tuple[Step, ...]] = []
    written = 0
    while written < updates or len(written_rounds) < rounds:
        playing = [plot for plot in plots if chance.random() < 0.9] or plots
        steps = tuple(Step(chat=plot.cast.chat, acts=tuple(plot.next_step())) for plot in playing)
        written += sum(len(step.acts) for step in steps)
        written_rounds.append(steps)
    return Script(seed=seed, chats=chats, rounds=tuple(written_rounds))


class _Plot:
    """Invents one chat's steps. It follows whom things happen to, not what comes of them:
    what the bot refuses is refused in every run alike."""

    def __init__(self, chance: random.Random, cast: Cast) -> None:
        self.cast = cast
        self._chance = chance
        self._present = [cast.pupil(number) for number in range(PUPILS)]
        self._newcomers = count(PUPILS)
        self._asides = count(1)
        self._waiting: list[list[Act]] = [self._choose_enforcement()]

    def next_step(self) -> Sequence[Act]:
        """Give what happens next."""
        if self._waiting and self._chance.random() < 0.8:
            return self._waiting.pop(0)
        subjects = self._subjects()
        (begin,) = self._chance.choices(list(subjects), list(subjects.values()))
        return begin()

    def _subjects(self) -> dict[Callable[[], list[Act]], int]:
        return {
            self._chatter: 4,
            self._measures: 5,
            self._arrival: 2,
            self._departure: 1,
            self._question: 3,
            self._silence: 1,
            self._annulment: 1,
            self._appeal: 1,
            self._setting: 1,
            self._leaver: 1,
        }

    def _say(self, who: PersonId) -> Write:
        aside = self._chance.choice(ASIDES)
        # each is said once, so that whose words are gone can be told
        return Write(who=who, text=f"{aside} ({who}, раз {next(self._asides)})")

    def _somebody(self) -> PersonId:
        return self._chance.choice(self._present)

    def _typed(self, text: str) -> Write:
        return Write(who=self.cast.teacher, text=text)

    def _choose_enforcement(self) -> list[Act]:
        ways = ("удаление", "чтение", "исключение")
        way = self._chance.choices(ways, (6, 3, 1))[0]
        return [self._typed(f"/настройки способ {way}")]

    def _chatter(self) -> list[Act]:
        return [self._say(self._somebody()) for _ in range(self._chance.randint(2, 5))]

    def _measures(self) -> list[Act]:
        """Begin the way from four violations to a vote on one pupil; give its first step."""
        whom = self._somebody()
        others = [each for each in self._present if each != whom]
        term = self._chance.choice(("12 ч", "1 день", "2 дня", "3 дня"))
        block: Act = self._typed(f"/блок @id{whom} {term}")
        if self._chance.random() < 0.4:
            block = Press(who=self.cast.teacher, label="1 день")
        apology = "/извинения Простите меня, пожалуйста"
        votes = self._chance.sample(others, k=min(len(others), self._chance.randint(1, 4)))
        against = self._chance.random() < 0.4
        way: list[list[Act]] = [
            [self._say(whom), self._violation(whom)],
            [self._say(whom), self._violation(whom)],
            [self._say(whom), self._violation(whom)],
            [self._say(whom), self._say(others[0]), self._violation(whom), self._say(whom)],
            [self._say(whom), block, self._say(others[0])],
            [self._say(whom), self._say(others[0]), self._say(whom)],
            [Whisper(who=whom, text=apology)],
            [Press(who=whom, label="Отправить", private=True)],
            [
                Press(who=who, label="Возражаю" if against and who == votes[0] else "Не возражаю")
                for who in votes
            ],
            [self._say(whom), self._say(others[0])],
            [self._typed(f"/статус @id{whom}")],
        ]
        self._waiting.extend(way[1:])
        return way[0]

    def _violation(self, whom: PersonId) -> Write:
        rule = self._chance.choice((3, 4, 5))
        note = self._chance.choice(("", " снова", " после предупреждения"))
        return Write(who=self.cast.teacher, text=f"/нарушение {rule}{note}", answering=whom)

    def _arrival(self) -> list[Act]:
        who = self.cast.pupil(next(self._newcomers))
        self._present.append(who)
        knows: list[Act] = [Press(who=who, label="Правила прочитаны"), self._say(who)]
        self._waiting.append(knows)
        how = self._chance.choice(("invite", "link", "message_request", "call"))
        return [Join(who=who, how=how), self._say(self._somebody())]

    def _departure(self) -> list[Act]:
        if len(self._present) < PUPILS:
            return self._arrival()
        who = self._present.pop(self._chance.randrange(len(self._present)))
        by = who if self._chance.random() < 0.5 else self.cast.teacher
        return [self._say(who), Leave(who=who, by=by)]

    def _question(self) -> list[Act]:
        who = self._somebody()
        # the whole journal also tells of gaps, which a run without faults has not
        journal = f"/журнал @id{self._somebody()}"
        texts = ("/правила", "/помощь", "/статус", journal, "/напомнить 3", "/участники")
        asked = self._chance.choice(texts)
        return [Write(who=self._chance.choice((who, self.cast.teacher)), text=asked)]

    def _silence(self) -> list[Act]:
        return [self._typed("/тишина 15 минут"), self._say(self._somebody())]

    def _annulment(self) -> list[Act]:
        number = self._chance.randint(1, 5)
        return [self._typed(f"/отменить {number} ошибка")]

    def _appeal(self) -> list[Act]:
        number = self._chance.randint(1, 5)
        return [Write(who=self._somebody(), text=f"/обжаловать {number} Это писал не я")]

    def _setting(self) -> list[Act]:
        texts = ("досрочное снятие подтверждает", "досрочное снятие сразу", "группа ИСП-21")
        return [self._typed(f"/настройки {self._chance.choice(texts)}")]

    def _leaver(self) -> list[Act]:
        if len(self._present) < PUPILS:
            return self._arrival()
        who = self._present.pop(self._chance.randrange(len(self._present)))
        self._waiting.insert(0, [Press(who=self.cast.teacher, label="Исключить")])
        return [self._typed(f"/выбыл @id{who}")]
