"""One text in three chats is one card: all of it goes, or the page is taken for stolen."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from bot.sandbox.world import PersonId
from bot.vk.updates import blank
from handlers.spread import see_to_pages
from rules.ids import ChatId, MemberId, MessageId
from rules.policy import Brakes, Spreading
from rules.vocabulary.blocks import BlockImposed, BlockLifted
from rules.vocabulary.silence import MessageHushed
from rules.vocabulary.spread import PageDoubted, PageReturned
from rules.vocabulary.suspicions import SuspicionSettled
from rules.vocabulary.violations import MessageRemoved, ViolationAnnulled, ViolationRecorded
from storage.erasing import forget_messages
from storage.forgetting import Forgetting, forget
from storage.verification import verify_over
from tests.in_process.bot import POLICY, InProcessBot
from tests.in_process.lesson import CLASSMATE, COLLEAGUE, PHONE, STUDENT, TEACHER, Lesson
from tests.in_process.lesson import found_lesson as prepared
from tests.in_process.prepared import prepared_by
from tests.rights.campus import ADMINISTRATOR

pytestmark = pytest.mark.asyncio

LURE = "Проголосуй за мою сестру в конкурсе рисунков, осталось два часа, очень прошу"

LURE_WITH_LINK = "смотри что нашёл golosui.example/123"

HEAD = PersonId(ADMINISTRATOR)

STRANGER = PersonId(901)

REMOVE, STOLEN, LEAVE = "Убрать везде", "Похоже, взломали", "Ничего страшного"


class Lessons(Lesson):
    """Three chats with the same student: two of the teacher's, one of another's."""

    others: tuple[int, int] = (0, 0)

    @property
    def chats(self) -> tuple[int, ...]:
        return (self.main, *self.others)

    async def spread(self, text: str = LURE, who: PersonId = STUDENT) -> list[int]:
        """Let somebody write a text in all chats; give the messages."""
        return [await self.say(who, text, to=each) for each in self.chats]

    async def all_facts(self, *kinds: type) -> list[object]:
        return [fact for chat in self.chats for fact in await self.facts(*kinds, chat=chat)]

    def stand(self, messages: list[int]) -> list[bool]:
        shown = (self.bot.world.messages(each) for each in self.chats)
        return [
            any(each.conversation_message_id == message for each in there)
            for there, message in zip(shown, messages, strict=True)
        ]

    async def answer(self, who: PersonId, label: str) -> str:
        said = await self.tap(who, label, who)
        await self.bot.advance(1)
        return said


async def found(bot: InProcessBot) -> Lessons:
    lessons = Lessons(bot)
    prepared_lesson = await prepared(bot)
    lessons.main, lessons.asides = prepared_lesson.main, prepared_lesson.asides
    lessons.bring({STRANGER: ("Анна", "Учителева")})
    lessons.others = (
        await lessons.open_chat("Физика", TEACHER, [STUDENT, CLASSMATE]),
        await lessons.open_chat("Родители", STRANGER, [STUDENT, CLASSMATE]),
    )
    await lessons.greet(HEAD, STRANGER, STUDENT, CLASSMATE)
    return lessons


lessons = prepared_by(found, administrators=[ADMINISTRATOR])


async def test_all_of_them_have_one_card_each_with_what_is_theirs(lessons: Lessons) -> None:
    await lessons.spread()
    await lessons.bot.advance(10)
    for who in (TEACHER, COLLEAGUE, STRANGER, HEAD):
        assert lessons.heard(who, "Проголосуй") == 1
        card = lessons.find(REMOVE, who)
        assert lessons.labels(card) == [REMOVE, STOLEN, LEAVE]
    assert "«ИСП-21», «Физика» и ещё 1" in lessons.find(REMOVE, TEACHER).text
    assert "«Родители» и ещё 2" in lessons.find(REMOVE, STRANGER).text
    assert "и ещё" not in lessons.find(REMOVE, HEAD).text
    assert lessons.heard(STUDENT, "Проголосуй") == 0


async def test_cards_of_the_chats_themselves_go(lessons: Lessons) -> None:
    for chat in lessons.chats:
        await lessons.say(STUDENT, LURE_WITH_LINK, to=chat)
        await lessons.bot.advance(10)
    assert lessons.heard(HEAD, "golosui.example") == 1
    assert lessons.heard(TEACHER, "golosui.example") == 1


async def test_a_card_that_says_more_stays(lessons: Lessons) -> None:
    await lessons.say(STUDENT, PHONE)
    await lessons.say(STUDENT, LURE_WITH_LINK)
    await lessons.bot.advance(10)
    assert lessons.heard(TEACHER, "личные данные") == 1
    for chat in lessons.others:
        await lessons.say(STUDENT, LURE_WITH_LINK, to=chat)
    await lessons.bot.advance(10)
    assert REMOVE in lessons.labels(lessons.find(REMOVE, TEACHER))
    assert lessons.heard(TEACHER, "личные данные") == 1


async def test_removing_everywhere_is_one_decision_with_the_rights_asked_in_each_chat(
    lessons: Lessons,
) -> None:
    messages = await lessons.spread()
    assert "«Отменить» — под моим сообщением" in await lessons.answer(TEACHER, REMOVE)
    assert lessons.stand(messages) == [False, False, True]
    removed = await lessons.all_facts(MessageRemoved)
    assert {(each.by, each.rule) for each in removed} == {(TEACHER, 3)}  # type: ignore[attr-defined]
    assert "Удалено: «ИСП-21» и «Физика»" in lessons.find(STOLEN, TEACHER).text
    assert REMOVE not in lessons.labels(lessons.find(STOLEN, TEACHER))
    assert REMOVE in lessons.labels(lessons.find(STOLEN, STRANGER))
    await lessons.answer(HEAD, REMOVE)
    assert lessons.stand(messages) == [False, False, False]
    assert await lessons.all_facts(ViolationRecorded) == []
    # each chat has a notice of its own, which is undone there
    assert all("Отменить" in lessons.labels(lessons.said(each)[-1]) for each in lessons.chats)


async def test_a_page_taken_for_stolen_only_reads_until_its_owner_says_so(
    lessons: Lessons,
) -> None:
    messages = await lessons.spread()
    await lessons.say(TEACHER, "/нарушение 3", reply_to=messages[0])
    await lessons.answer(HEAD, STOLEN)
    assert len(await lessons.all_facts(PageDoubted)) == 3
    assert len(await lessons.facts(ViolationAnnulled)) == 1
    assert await lessons.standing() == 0
    assert lessons.heard(STUDENT, "vk.com/restore", "смените пароль", "все сеансы") == 1
    assert lessons.heard(lessons.others[0], "пока только читает") == 1
    assert "Пока только читает: «ИСП-21» и «Физика»" in lessons.find(REMOVE, TEACHER).text
    for chat in lessons.chats:
        member = lessons.bot.world.conversations[chat].members[STUDENT]
        assert member.restricted

    await lessons.say(TEACHER, "/нарушение 3", reply_to=messages[0])
    assert await lessons.standing() == 0
    await lessons.say(STUDENT, "/статус", to=STUDENT)
    assert lessons.heard(STUDENT, "Только читает до", "взломали (п.") == 3
    await lessons.bot.restart()
    await lessons.answer(STUDENT, "Страница снова у меня")
    assert len(await lessons.all_facts(PageReturned)) == 3
    for chat in lessons.chats:
        assert not lessons.bot.world.conversations[chat].members[STUDENT].restricted
    assert lessons.heard(TEACHER, "Страница снова у меня", "«ИСП-21» и «Физика»") == 1
    assert lessons.heard(STRANGER, "Страница снова у меня", "«Родители»") == 1
    number = await lessons.say(STUDENT, "спасибо, я снова тут")
    assert lessons.is_there(number)


async def test_what_was_annulled_with_it_does_not_come_back_while_it_is_in_doubt(
    lessons: Lessons,
) -> None:
    messages = await lessons.spread()
    await lessons.say(TEACHER, "/нарушение 3", reply_to=messages[0])
    await lessons.answer(HEAD, STOLEN)
    assert await lessons.standing() == 0
    assert "взломали" in await lessons.tap(TEACHER, "Отменить")
    assert await lessons.standing() == 0
    # «Похоже, взломали» was a mistake
    await lessons.answer(TEACHER, "Вернуть право писать")
    await lessons.tap(TEACHER, "Отменить")
    assert await lessons.standing() == 1


async def test_the_end_of_a_block_lets_no_page_in_doubt_write(lessons: Lessons) -> None:
    for _ in range(4):
        said = await lessons.say(STUDENT, next(lessons.asides))
        await lessons.say(TEACHER, "/нарушение 3", reply_to=said)
    await lessons.spread()
    await lessons.answer(HEAD, STOLEN)
    await lessons.say(TEACHER, f"/блок @id{STUDENT} 1 день")
    assert len(await lessons.facts(BlockImposed)) == 1
    await lessons.bot.advance(timedelta(days=1, hours=1).total_seconds())
    assert len(await lessons.facts(BlockLifted)) == 1
    assert lessons.bot.world.member(lessons.main, STUDENT).restricted
    await lessons.answer(STUDENT, "Страница снова у меня")
    assert not lessons.bot.world.member(lessons.main, STUDENT).restricted


async def test_where_the_messenger_does_not_restrict_them_the_bot_removes(lessons: Lessons) -> None:
    await lessons.spread()
    await lessons.answer(TEACHER, STOLEN)
    await lessons.bot.restart()
    lessons.bot.world.restrict(lessons.main, STUDENT, None)
    number = await lessons.say(STUDENT, "а ещё вот, заходите все")
    assert not lessons.is_there(number)
    (hushed,) = await lessons.facts(MessageHushed)
    assert hushed.ground.value == "page"
    assert await lessons.facts(ViolationRecorded) == []


async def test_moderators_are_asked_after_a_day_and_it_ends_by_itself(lessons: Lessons) -> None:
    await lessons.spread()
    await lessons.answer(HEAD, STOLEN)
    await lessons.bot.advance(timedelta(hours=23).total_seconds())
    await see_to_pages(lessons.bot.services)
    assert lessons.heard(TEACHER, "всё ещё только читает") == 0
    await lessons.bot.advance(timedelta(hours=2).total_seconds())
    for _ in range(2):
        await see_to_pages(lessons.bot.services)
        await lessons.bot.follow()
    for who in (TEACHER, STRANGER, HEAD):
        assert lessons.heard(who, "всё ещё только читает") == 1
    await lessons.answer(STRANGER, "Вернуть право писать")
    (returned,) = await lessons.all_facts(PageReturned)
    assert returned.by == STRANGER  # type: ignore[attr-defined]
    await lessons.bot.advance(timedelta(days=7).total_seconds())
    assert len(await lessons.all_facts(PageReturned)) == 3
    assert lessons.heard(STUDENT, "снова можете писать") == 3


async def test_what_is_harmless_is_left_and_its_own_cards_are_settled(lessons: Lessons) -> None:
    messages = await lessons.spread(LURE_WITH_LINK)
    await lessons.bot.advance(10)
    await lessons.answer(TEACHER, LEAVE)
    assert len(await lessons.all_facts(SuspicionSettled)) == 2
    assert lessons.stand(messages) == [True, True, True]
    assert lessons.labels(lessons.said(TEACHER)[-1]) == []
    assert REMOVE in lessons.labels(lessons.find(REMOVE, STRANGER))


async def test_a_fourth_chat_joins_the_card(lessons: Lessons) -> None:
    fourth = await lessons.open_chat("Химия", STRANGER, [STUDENT])
    await lessons.spread()
    await lessons.say(STUDENT, LURE, to=fourth)
    assert lessons.heard(HEAD, "Проголосуй") == 1
    assert "«Химия»" in lessons.find(REMOVE, HEAD).text


@pytest.mark.parametrize(
    "text",
    ["ок", "спасибо большое", "Здравствуйте, с праздником!"],
    ids=["ok", "thanks", "hi"],
)
async def test_courtesies_are_no_spread(lessons: Lessons, text: str) -> None:
    await lessons.spread(text)
    assert not any(REMOVE in lessons.labels(each) for each in lessons.said(HEAD))


@pytest.mark.parametrize("who", [TEACHER, STRANGER, HEAD])
async def test_a_moderators_announcement_is_none(lessons: Lessons, who: PersonId) -> None:
    for chat in lessons.chats:
        if who not in lessons.bot.world.conversations[chat].members:
            lessons.bot.world.add_member(chat, who, by=CLASSMATE)
    await lessons.bot.follow()
    await lessons.spread(LURE, who)
    assert lessons.heard(HEAD, "Проголосуй") == 0


async def test_slowly_it_is_none(lessons: Lessons) -> None:
    for chat in lessons.chats:
        await lessons.say(STUDENT, LURE, to=chat)
        await lessons.bot.advance(70)
    assert lessons.heard(HEAD, "Проголосуй") == 0


async def test_the_policy_sets_how_many_chats_and_whether(lessons: Lessons) -> None:
    await lessons.bot.restart(policy=replace(POLICY, spreading=Spreading(chats=4)))
    await lessons.spread()
    assert lessons.heard(HEAD, "Проголосуй") == 0
    await lessons.bot.restart(policy=replace(POLICY, spreading=Spreading(watched=False)))
    await lessons.spread(f"{LURE} и ещё раз")
    assert lessons.heard(HEAD, "Проголосуй") == 0


async def test_nobody_else_settles_it(lessons: Lessons) -> None:
    messages = await lessons.spread()
    payload = dict(lessons.button(TEACHER, "spread", act="remove").payload)
    for who in (STUDENT, CLASSMATE):
        await lessons.press_payload(who, payload)
    assert lessons.stand(messages) == [True, True, True]


async def test_removing_everywhere_is_one_act_for_the_brakes_and_waits_as_a_whole(
    lessons: Lessons,
) -> None:
    await lessons.bot.restart(policy=replace(POLICY, brakes=Brakes(measures=3)))
    await lessons.spread()
    await lessons.answer(TEACHER, REMOVE)
    messages = [await lessons.say(STUDENT, next(lessons.asides)) for _ in range(2)]
    for message in messages:
        await lessons.say(TEACHER, "/нарушение 3", reply_to=message)
    assert len(await lessons.facts(ViolationRecorded)) == 2
    again = await lessons.spread(f"{LURE}!!! и ещё раз")
    await lessons.tap_under(TEACHER, REMOVE, lessons.find(REMOVE, TEACHER))
    assert lessons.stand(again) == [True, True, True]
    assert "удалить сообщение" in lessons.find("Подтвердить", HEAD).text
    await lessons.answer(HEAD, "Подтвердить")
    assert lessons.stand(again) == [False, False, True]


async def test_on_trial_nothing_holds(lessons: Lessons) -> None:
    await lessons.say(TEACHER, "/настройки пробный режим вкл")
    messages = await lessons.spread()
    await lessons.answer(COLLEAGUE, STOLEN)
    await lessons.answer(COLLEAGUE, REMOVE)
    assert lessons.stand(messages)[0]
    assert await lessons.facts(PageDoubted, MessageRemoved) == []
    assert lessons.heard(STUDENT, "vk.com/restore") == 0


async def test_what_each_message_said_is_kept_and_can_be_asked_for(lessons: Lessons) -> None:
    texts = [f"{LURE_WITH_LINK} {word}" for word in ("раз", "два", "три")]
    messages = [
        await lessons.say(STUDENT, text, to=chat)
        for chat, text in zip(lessons.chats, texts, strict=True)
    ]
    await lessons.answer(HEAD, REMOVE)
    async with lessons.bot.storage.reading() as reading:
        for chat, message, text in zip(lessons.chats, messages, texts, strict=True):
            assert await reading.evidence(ChatId(chat), MessageId(message)) == text


async def test_who_is_forgotten_while_in_doubt_can_still_come_back(lessons: Lessons) -> None:
    await lessons.spread()
    await lessons.answer(HEAD, STOLEN)
    services = lessons.bot.services
    how = Forgetting(policy=services.policy, zone=UTC, now=services.now(), instead="участник")
    async with lessons.bot.storage.work() as work:
        found = await forget(work, MemberId(STUDENT), how, blank=blank)
    assert [each.doubted_until is not None for each in found.stays] == [True, True, True]
    await lessons.answer(TEACHER, "Вернуть право писать")
    restricted = [lessons.bot.world.member(each, STUDENT).restricted for each in lessons.chats]
    assert restricted == [False, False, True]
    await lessons.bot.advance(timedelta(days=8).total_seconds())
    assert len(await lessons.all_facts(PageReturned)) == 3
    async with lessons.bot.storage.work() as work:
        assert await work.doubts() == {}
        later = replace(how, now=services.now())
        found = await forget(work, MemberId(STUDENT), later, blank=blank)
        assert {each.entries for each in found.stays} == {0}
        assert (await verify_over(work.connection)).faults == ()


async def test_what_was_said_is_forgotten_with_its_author(lessons: Lessons) -> None:
    await lessons.spread()
    later = lessons.bot.now() + timedelta(hours=1)
    async with lessons.bot.storage.work() as work:
        await forget_messages(work.connection, MemberId(STUDENT), later)

    assert "больше нечего делать" in await lessons.tap(TEACHER, REMOVE, TEACHER)
