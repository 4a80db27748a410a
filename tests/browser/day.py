"""A whole day of one chat, played by the bot in this process; what it says there, as it stands.

Each message is taken down whenever it changes, so that what a button edits is seen in each state.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.sandbox.conversations import Keyboard, Message
from bot.sandbox.world import PersonId
from handlers.revision import remember_policy
from rules.ids import RuleNumber
from tests.in_process.bot import open_bot
from tests.in_process.lesson import CLASSMATE, COLLEAGUE, HEAD, PHONE, STUDENT, TEACHER, Lesson

NEWCOMERS = (PersonId(701), PersonId(702))
NAMES = {
    TEACHER: ("Марина", "Книжникова"),
    COLLEAGUE: ("Пётр", "Соседов"),
    STUDENT: ("Тимур", "Клавишин"),
    CLASSMATE: ("Анастасия", "Добролюбова"),
    NEWCOMERS[0]: ("Владислав", "Новиков"),
    NEWCOMERS[1]: ("Елизавета", "Переславцева"),
}
APOLOGY = "Простите, больше не буду писать не по теме."
HOUR, DAY = 3600, 24 * 3600

MAY_BE_HIGH = frozenset({"the adoption", "rules", "an apology"})
"""What may be higher: the adoption by a line, rules that somebody asked for, a person's words."""

KINDS = MAY_BE_HIGH | {
    "the introduction",
    *("a welcome", "a mistake", "an answer for one", "help", "the chat"),
    *("settings", "an invitation", "a moderator", "a reminder", "a question", "a violation"),
    *("a removal", "a card", "a proposal", "a block", "a lift", "an appeal", "a silence"),
    *("a late message", "a heated chat", "a vote", "a revision"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message of the bot in the group as it stood once; `kind` is what had happened."""

    kind: str
    message: Message
    text: str
    keyboard: Keyboard


@dataclass
class Day(Lesson):
    """A chat on one day, and everything that the bot said in it."""

    told: list[Said] = field(default_factory=list)

    def take_down(self, kind: str) -> None:
        """Take down what is new or changed in the group."""
        known = {(each.message.conversation_message_id, each.text) for each in self.told}
        for message in self.said():
            # buttons alone do not change the bubble
            if message.text and (message.conversation_message_id, message.text) not in known:
                self.told.append(
                    Said(kind=kind, message=message, text=message.text, keyboard=message.keyboard)
                )

    async def says(
        self, kind: str, who: PersonId, *typed: str, reply_to: int | None = None
    ) -> None:
        """Let somebody write in the group."""
        for text in typed:
            await self.say(who, text, reply_to=reply_to)
            self.take_down(kind)

    async def taps(self, kind: str, who: PersonId, *labels: str, peer: int = 0) -> None:
        """Let somebody press buttons, whose labels begin so, in the group or in `peer`."""
        for label in labels:
            said = self.said(peer)
            hanging = [
                (each, every)
                for each in reversed(said)
                for every in self.labels(each)
                if every.startswith(label)
            ]
            assert hanging, (label, [each.text for each in (*said[-2:], *self.said()[-2:])])
            message, whole = hanging[0]
            await self.tap_under(who, whole, message)
            self.take_down(kind)

    async def revise(self) -> None:
        """Give the college other rules, as a new policy file does."""
        await remember_policy(self.bot.services)
        policy = self.bot.services.policy
        first, second, *others = policy.conduct.rules
        new = replace(second, number=RuleNumber(11))
        conduct = replace(policy.conduct, rules=(replace(first, title=second.title), *others, new))
        await self.bot.restart(policy=replace(policy, version="2026-12", conduct=conduct))

    async def wait(self, kind: str, seconds: float) -> None:
        """Turn the clock."""
        await self.bot.advance(seconds)
        self.take_down(kind)


async def played(folder: Path) -> list[Said]:
    """Play the day; return everything that the bot said in the group."""
    async with open_bot(folder, administrators=[HEAD]) as bot:
        day = Day(bot)
        day.bring(NAMES)
        await _morning(day)
        await _mistakes_and_lists(day)
        await _violations(day)
        await _block(day)
        await _by_itself(day)
        await _evening(day)
        return day.told


async def _morning(day: Day) -> None:
    world = day.bot.world
    day.main = world.create_chat("ИСП-21", owner=TEACHER, members=[STUDENT, CLASSMATE, COLLEAGUE])
    world.add_bot(day.main, by=TEACHER)
    await day.bot.follow()
    day.take_down("the introduction")
    for moderator in (world.bot_id, COLLEAGUE):
        world.set_admin(day.main, moderator, True)
    await day.wait("the introduction", 60)
    await day.taps("the introduction", TEACHER, "Готово")
    await day.says("the introduction", TEACHER, "/правила")
    await day.taps("the adoption", TEACHER, "Студенты группы")
    for who in NEWCOMERS:
        world.add_member(day.main, who, by=TEACHER)
        await day.bot.follow()
        day.take_down("a welcome")
    await day.taps("a welcome", NEWCOMERS[0], "Правила прочитаны")
    await day.taps("rules", NEWCOMERS[1], "Прочитать правила")
    await day.says("rules", TEACHER, "/правила")
    await day.taps("rules", TEACHER, "Прочитать правила")


async def _mistakes_and_lists(day: Day) -> None:
    await day.says("a mistake", STUDENT, "/тишина 15 минут", "/нарушенте", "/настройки")
    unheard = ("/блок", "/отчёт когда-нибудь", "/отменить последнее", "/напомнить 99", "/разбан")
    await day.says("a mistake", TEACHER, *unheard)
    await day.wait("a mistake", 61)
    private = ("/участники", "/журнал", "/статус", "/карточки", "/отчёт", "/слова", "/мои данные")
    await day.says("an answer for one", TEACHER, *private)
    await day.says("an answer for one", STUDENT, "/статус", "/обжаловать", "/извинения Простите")
    await day.says("help", STUDENT, "/помощь")
    await day.taps("help", STUDENT, "Правила", "← Назад", "Обжаловать")
    await day.says("help", TEACHER, "/помощь")
    for group in ("Нарушения", "Что я ищу", "Участники", "Беседа"):
        await day.taps("help", TEACHER, group, "← Назад")
    await day.says("the chat", TEACHER, "/чат")
    await day.says("settings", TEACHER, "/настройки")
    await day.says("settings", TEACHER, "/настройки новички напоминать", "/настройки ерунда")
    await day.says("an invitation", TEACHER, "/приглашение", "/приглашение отозвать 1")
    await day.says("a moderator", TEACHER, f"/модератор @id{CLASSMATE}")
    await day.says("a moderator", TEACHER, f"/модератор @id{CLASSMATE} снять")


async def _violations(day: Day) -> None:
    await day.says("rules", TEACHER, "/напомнить")
    await day.says("a reminder", TEACHER, "/напомнить 3", f"/напомнить @id{STUDENT} 3")
    await day.says("a question", TEACHER, "/напомнить ой")
    said = await day.say(STUDENT, "Продаю клавиатуру")
    await day.says("a question", TEACHER, "/нарушение", reply_to=said)
    await day.taps("a violation", TEACHER, "3.")
    await day.says("a violation", TEACHER, "/нарушение 3", reply_to=said)
    await day.taps("a violation", TEACHER, "Отменить")
    await day.wait("a violation", HOUR)
    said = await day.say(STUDENT, "Кому конспекты? Недорого")
    await day.says("a removal", TEACHER, "/удалить 3", reply_to=said)
    await day.taps("a removal", TEACHER, "Записать")
    await day.wait("a removal", HOUR)
    said = await day.say(STUDENT, "И мышку продаю")
    await day.says("a removal", TEACHER, "/н! 3 третий раз за день", reply_to=said)
    await day.wait("a card", HOUR)
    await day.says("a card", STUDENT, PHONE)
    await day.wait("a card", HOUR)
    await day.say(TEACHER, "Здравствуйте", to=TEACHER)
    await day.says("a card", STUDENT, PHONE.replace("мамин", "папин"))
    await day.wait("a card", 60)
    await day.taps("a card", TEACHER, "Удалить и записать", peer=TEACHER)


async def _block(day: Day) -> None:
    while await day.standing() < 4:
        await day.wait("a violation", HOUR)
        said = await day.say(STUDENT, next(day.asides))
        await day.says("a proposal", COLLEAGUE, "/нарушение 3", reply_to=said)
    await day.says("a block", COLLEAGUE, f"/блок @id{STUDENT} неделя Четыре записи за день")
    await day.send(STUDENT, f"/извинения {APOLOGY}")
    day.take_down("an apology")
    await day.taps("an apology", CLASSMATE, "Не возражаю")
    await day.say(STUDENT, "/обжаловать блок Я этого не писал", to=STUDENT)
    await day.confirm(STUDENT)
    day.take_down("an appeal")
    await day.wait("a lift", DAY + HOUR)
    await day.say(HEAD, "Дела", to=HEAD)
    await day.taps("an appeal", HEAD, "Оставить в силе", peer=HEAD)
    await day.say(HEAD, "Правило нарушено, запись верна", to=HEAD)
    await day.confirm(HEAD)
    day.take_down("an appeal")


async def _by_itself(day: Day) -> None:
    """What the bot says though nobody asked for it."""
    for who, what in ((STUDENT, "флуд раз"), (CLASSMATE, "флуд два"), (STUDENT, "флуд три")):
        said = await day.say(who, what)
        await day.says("a heated chat", COLLEAGUE, "/нарушение 2", reply_to=said)
    await day.taps("rules", CLASSMATE, "Прочитать правила")
    await day.says("settings", TEACHER, "/настройки мат удалять", "/настройки флуд удалять")
    await day.says("a removal", CLASSMATE, "Какая же это хуйня")
    await day.wait("a removal", 60)
    await day.says("settings", TEACHER, "/настройки мат удалять и засчитывать")
    await day.says("a removal", CLASSMATE, "Ну и хуйня же это")
    await day.wait("a removal", HOUR)
    await day.says("settings", TEACHER, "/настройки блокировки автоматически")
    for _ in range(2):
        await day.wait("a violation", HOUR)
        said = await day.say(STUDENT, next(day.asides))
        await day.says("a block", COLLEAGUE, "/нарушение 3", reply_to=said)
    await day.send(STUDENT, f"/извинения {APOLOGY}")
    day.take_down("an apology")
    await day.taps("an apology", CLASSMATE, "Возражаю")
    await day.wait("a vote", DAY + HOUR)
    await day.says("settings", TEACHER, "/настройки досрочное снятие подтверждать")
    await day.wait("a vote", 3 * DAY)
    await day.send(STUDENT, f"/извинения {APOLOGY}")
    day.take_down("an apology")
    await day.wait("a vote", DAY + 12 * HOUR)  # it waits for the morning
    await day.taps("a lift", TEACHER, "Снять")
    await day.revise()
    await day.wait("a revision", 8 * HOUR)
    await day.says("a revision", TEACHER, "/чат")


async def _evening(day: Day) -> None:
    await day.says("a silence", TEACHER, "/тишина 15 минут")
    await day.taps("a silence", TEACHER, "Снять тишину")
    await day.says("a silence", TEACHER, "/тишина 15 минут")
    await day.wait("a silence", HOUR)
    await day.says("settings", TEACHER, "/настройки тихие часы 22-7")
    await day.wait("a late message", 10 * HOUR)
    await day.says("a late message", CLASSMATE, "Кто сделал физику?")
    await day.wait("a late message", 10 * HOUR)
    await day.taps("a departure", HEAD, "1. Подтвердить", peer=HEAD)
    await day.says("a departure", TEACHER, f"/выбыл @id{CLASSMATE}")
    await day.taps("a departure", TEACHER, "Исключить", peer=TEACHER)
    day.bot.world.remove_member(day.main, NEWCOMERS[0], by=COLLEAGUE)
    await day.wait("a departure", HOUR)
    await day.says("a report", TEACHER, "/отчёт")
