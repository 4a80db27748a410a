"""A minor's legal representative: asked once, told of measures, heard, and until when."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.sandbox.world import PersonId
from handlers.guardians import see_to_guardians
from rules.ids import COLLEGE, ChatId, MemberId, SuspicionNumber
from rules.vocabulary.apologies import VoteCast
from rules.vocabulary.appeals import AppealMade
from rules.vocabulary.families import FamilyLinked, FamilyUnlinked, Role, RosterEntrySet
from rules.vocabulary.guardians import GuardianConfirmed, GuardianEnded
from rules.vocabulary.reporters import ReportersSeen, ReportingClosed, ReportingOpened
from rules.vocabulary.signals import SignalRaised
from rules.vocabulary.unions import Fact
from storage.tables import files
from tests.in_process.bot import InProcessBot
from tests.in_process.college import ADMINISTRATOR, CLASSMATE, STUDENT, TEACHER, College
from tests.in_process.college import found as prepared
from tests.in_process.prepared import prepared_by

pytestmark = pytest.mark.asyncio

MOTHER = PersonId(801)


async def found(bot: InProcessBot) -> College:
    college = await prepared(bot)
    college.bring({MOTHER: ("Ирина", "Клавишина")})
    await college.greet(MOTHER)
    return college


college = prepared_by(found, administrators=[ADMINISTRATOR])


def of_age(college: College, *, days: int = 300) -> date:
    zone = college.bot.services.zone
    return (college.bot.clock.now().astimezone(zone) + timedelta(days=days)).date()


async def list_student(college: College, until: date | None) -> None:
    entry = RosterEntrySet(
        member=MemberId(STUDENT),
        name="Клавишин Олег",
        role=Role.STUDENT,
        group="ИСП-21",
        minor_until=until,
    )
    link = FamilyLinked(member=MemberId(MOTHER), child=MemberId(STUDENT), by=None)
    async with college.bot.storage.work() as work:
        await work.record(
            COLLEGE, [entry, link], now=college.bot.now(), policy_version="2024-09-20"
        )


async def look(college: College) -> None:
    await see_to_guardians(college.bot.services)
    await college.bot.follow()


async def guardian(college: College, *, days: int = 300) -> None:
    await list_student(college, of_age(college, days=days))
    await look(college)
    await college.press(MOTHER, college.button(MOTHER, "guardian", yes=True))


async def test_a_link_alone_tells_nothing_until_the_parent_confirms_it(college: College) -> None:
    await list_student(college, of_age(college))
    for _ in range(2):
        await look(college)
    assert college.heard(MOTHER, "Олег К.", "Это Ваш ребёнок?") == 1
    assert college.heard(MOTHER, "Клавишин ") == 0
    await college.block(STUDENT, by=TEACHER)
    await college.say(MOTHER, "/статус", to=MOTHER)
    assert college.heard(MOTHER, "блокировка в «ИСП-21»") == 0
    assert college.heard(MOTHER, "ИСП-21") == 0


async def test_from_then_on_they_are_told_and_the_child_knows_it(college: College) -> None:
    await guardian(college)
    (fact,) = await college.facts(GuardianConfirmed, chat=COLLEGE)
    assert (fact.member, fact.child, fact.by) == (MOTHER, STUDENT, MOTHER)
    assert college.heard(STUDENT, "законный представитель", "Ирина Клавишина") == 1
    await college.violation(STUDENT, by=TEACHER)
    assert college.heard(MOTHER, "записано нарушение") == 0
    for _ in range(3):
        await college.violation(STUDENT, by=TEACHER)
    assert college.heard(MOTHER, "больше трёх нарушений") == 1
    await college.say(TEACHER, f"/блок @id{STUDENT} день")
    assert college.heard(MOTHER, "блокировка в «ИСП-21»", "обжаловать её за ребёнка") == 1
    await college.bot.advance(25 * 3600)
    assert college.heard(MOTHER, "снова может писать") == 1


async def test_they_see_the_childs_record_with_others_names_shortened(college: College) -> None:
    await guardian(college)
    await college.violation(STUDENT, by=TEACHER)
    await college.say(MOTHER, "/статус", to=MOTHER)
    said = college.last(MOTHER)
    assert "Олег" in said
    assert "Анна У." in said
    assert "Учителева" not in said
    await college.say(CLASSMATE, "/статус", to=CLASSMATE)
    assert not college.is_said(CLASSMATE, "Клавишин")


async def test_they_contest_for_the_child_and_hear_the_outcome(college: College) -> None:
    await guardian(college)
    await college.block(STUDENT, by=TEACHER)
    await college.press(MOTHER, college.button(MOTHER, "appeal", child=STUDENT))
    await college.send(MOTHER, "Телефон был у брата")
    (made,) = await college.facts(AppealMade)
    assert (made.member, made.by) == (STUDENT, MOTHER)
    assert college.is_said(ADMINISTRATOR, "Обжалует законный представитель")
    assert college.heard(STUDENT, "обжалует решение за Вас") == 1
    await college.press(ADMINISTRATOR, college.button(ADMINISTRATOR, "decide", grant=True))
    await college.send(ADMINISTRATOR, "Верно")
    assert college.heard(MOTHER, "решение отменено", "Причина: Верно") == 1


async def test_that_nobody_is_left_to_decide_is_told_to_both(college: College) -> None:
    await guardian(college)
    await college.block(STUDENT, by=TEACHER)
    await college.press(MOTHER, college.button(MOTHER, "appeal", child=STUDENT))
    await college.send(MOTHER, "Это писал брат")
    for _ in range(2):
        await college.bot.restart(administrators=(TEACHER,))
        await college.bot.advance(3700)
        for each in (STUDENT, MOTHER):
            assert college.heard(each, "никто не решает") == 1


async def test_nobody_else_contests_for_a_child(college: College) -> None:
    await guardian(college)
    await college.block(STUDENT, by=TEACHER)
    button = college.button(MOTHER, "appeal", child=STUDENT)
    number = college.bot.number()
    await college.bot.hear(
        {
            "type": "message_event",
            "event_id": f"own{number}",
            "group_id": 1,
            "object": {
                "user_id": CLASSMATE,
                "peer_id": CLASSMATE,
                "event_id": f"forged{number}",
                "payload": dict(button.payload),
            },
        }
    )
    await college.bot.follow()
    await college.say(CLASSMATE, "это нечестно", to=CLASSMATE)
    assert await college.facts(AppealMade) == []


async def test_a_mistaken_parent_is_unlinked(college: College) -> None:
    await list_student(college, of_age(college))
    await look(college)
    await college.press(MOTHER, college.button(MOTHER, "guardian", yes=False))
    assert len(await college.facts(FamilyUnlinked, chat=COLLEGE)) == 1
    assert college.heard(ADMINISTRATOR, "не мой ребёнок") == 1
    await college.block(STUDENT, by=TEACHER)
    assert college.heard(MOTHER, "блокировка в «ИСП-21»") == 0


async def test_an_administrator_confirms_in_their_place(college: College) -> None:
    await list_student(college, of_age(college))
    await college.say(ADMINISTRATOR, f"/семья @id{STUDENT}", to=ADMINISTRATOR)
    await college.press(ADMINISTRATOR, college.button(ADMINISTRATOR, "guardian", yes=True))
    (fact,) = await college.facts(GuardianConfirmed, chat=COLLEGE)
    assert fact.by == ADMINISTRATOR
    await college.block(STUDENT, by=TEACHER)
    assert college.heard(MOTHER, "блокировка в «ИСП-21»") == 1


async def test_without_a_date_nobody_is_a_guardian(college: College) -> None:
    await list_student(college, None)
    await look(college)
    assert college.heard(MOTHER, "Это Ваш ребёнок?") == 0


async def test_on_the_day_it_ends_by_itself_and_both_are_told(college: College) -> None:
    await guardian(college, days=2)
    await college.bot.restart()
    await college.bot.advance(timedelta(days=2).total_seconds())
    await college.block(STUDENT, by=TEACHER)
    assert college.heard(MOTHER, "блокировка в «ИСП-21»") == 0
    for _ in range(2):
        await look(college)
    assert len(await college.facts(GuardianEnded, chat=COLLEGE)) == 1
    assert college.heard(MOTHER, "совершеннолетие") == 1
    assert college.heard(STUDENT, "Больше я ничего о Вас не сообщаю") == 1


async def test_a_moderator_sees_whom_the_bot_cannot_tell(college: College) -> None:
    await guardian(college)
    college.bot.world.allow_private(MOTHER, False)
    await college.bot.follow()
    await college.block(STUDENT, by=TEACHER)
    assert college.heard(TEACHER, "Представителю сообщить не удалось", "Ирина Клавишина") == 1


@pytest.mark.parametrize("words", ["возражаю за сына", "голосую за сына", "сын не возражает"])
async def test_nobody_votes_for_a_child(college: College, words: str) -> None:
    await guardian(college)
    await college.block(CLASSMATE, by=TEACHER)
    await college.send(CLASSMATE, "/извинения Простите, больше не буду")
    await college.say(MOTHER, words, to=MOTHER)
    assert "Каждый голосует сам за себя" in college.last(MOTHER)
    assert await college.facts(VoteCast) == []


async def test_words_of_regret_without_a_block_are_answered_too(college: College) -> None:
    await guardian(college)
    await college.violation(STUDENT, by=TEACHER)
    await college.say(MOTHER, "прошу простить моего сына", to=MOTHER)
    assert "Анна У." in college.last(MOTHER)


async def test_the_moderators_see_whom_the_bot_cannot_tell_of_what_it_does_itself(
    college: College,
) -> None:
    await guardian(college)
    college.bot.world.allow_private(MOTHER, False)
    await college.bot.follow()
    for _ in range(4):
        await college.violation(STUDENT, by=TEACHER)
    assert college.heard(TEACHER, "Представителю сообщить не удалось", "Ирина Клавишина") == 1


async def test_a_call_for_help_is_in_nothing_that_a_guardian_reads(college: College) -> None:
    await guardian(college)
    await college.say(STUDENT, "меня бьют дома", to=STUDENT)
    for label in ("Мне плохо", "Отправить"):
        shown = college.said(STUDENT)[-1].conversation_message_id
        college.bot.world.press(STUDENT, STUDENT, shown, label)
        await college.bot.follow()
    await college.say(STUDENT, "я больше не хочу жить")
    assert len(await college.facts(SignalRaised, chat=COLLEGE)) == 2
    for asked in ("/статус сына", "/журнал сына", "/мои данные сына"):
        await college.say(MOTHER, asked, to=MOTHER)
    (content,) = await kept_files(college)
    for said in (content, *(each.text for each in college.said(MOTHER))):
        for secret in ("бьют", "не хочу жить", "заметил", "просьба о помощи №"):
            assert secret not in said


async def test_a_parent_neither_votes_nor_apologises_for_the_child(college: College) -> None:
    await guardian(college)
    await college.block(STUDENT, by=TEACHER)
    await college.say(MOTHER, "/извинения Простите его", to=MOTHER)
    await college.say(MOTHER, "отправить", to=MOTHER)
    assert not college.is_said(college.main, "Простите его")


@pytest.mark.parametrize(
    "asked", ["/статус сына", "/статус Олег", f"/статус @id{STUDENT}", "что с моим сыном?"]
)
async def test_they_ask_about_the_child_in_any_words(college: College, asked: str) -> None:
    await guardian(college)
    await college.violation(STUDENT, by=TEACHER)
    await college.say(MOTHER, asked, to=MOTHER)
    assert "Анна У." in college.last(MOTHER)


@pytest.mark.parametrize("asked", ["/статус сына", f"/статус @id{STUDENT}", "что с моим сыном?"])
async def test_before_the_confirmation_no_words_open_the_record(
    college: College, asked: str
) -> None:
    await list_student(college, of_age(college))
    await look(college)
    await college.violation(STUDENT, by=TEACHER)
    await college.say(MOTHER, asked, to=MOTHER)
    assert college.heard(MOTHER, "Анна") == 0
    assert college.heard(MOTHER, "№ 1") == 0


async def test_of_another_person_a_guardian_sees_nothing(college: College) -> None:
    await guardian(college)
    await college.violation(CLASSMATE, by=TEACHER)
    await college.say(MOTHER, f"/статус @id{CLASSMATE}", to=MOTHER)
    assert "Анна" not in college.last(MOTHER)


async def test_others_names_stay_short_when_the_records_are_unfolded(college: College) -> None:
    await guardian(college)
    for _ in range(6):
        await college.violation(STUDENT, by=TEACHER)
    await college.say(MOTHER, "/статус", to=MOTHER)
    await college.press(MOTHER, college.button(MOTHER, "records", member=STUDENT))
    assert college.heard(MOTHER, "Анна У.") > 0
    assert college.heard(MOTHER, "Учителева") == 0


async def test_who_looks_at_a_family_sees_why_nobody_is_told(college: College) -> None:
    await list_student(college, None)
    await college.say(ADMINISTRATOR, f"/семья @id{STUDENT}", to=ADMINISTRATOR)
    assert "не указано, до какого дня" in college.last(ADMINISTRATOR)


async def test_both_see_in_their_own_data_who_is_told(college: College) -> None:
    await guardian(college)
    for who in (MOTHER, STUDENT):
        await college.say(who, "/мои данные", to=who)
    async with college.bot.storage.work() as work:
        rows = (await work.connection.execute(select(files.c.content))).all()
    texts = [bytes(row.content).decode() for row in rows]
    assert len(texts) == 2
    assert all("законному представителю: Ирина Клавишина" in text for text in texts)
    assert sum("несовершеннолетие до" in text for text in texts) == 1


async def test_a_trial_tells_no_guardian(college: College) -> None:
    await guardian(college)
    await college.say(TEACHER, "/настройки пробный режим вкл")
    before = college.heard(MOTHER, "")
    await college.block(STUDENT, by=TEACHER)
    assert college.heard(MOTHER, "") == before


async def kept_files(college: College) -> list[str]:
    async with college.bot.storage.work() as work:
        rows = (await work.connection.execute(select(files.c.content))).all()
    return [bytes(row.content).decode() for row in rows]


@pytest.mark.parametrize(
    "asked",
    ["/журнал сына", "журнал сына", f"/журнал @id{STUDENT}", "покажите журнал моего сына"],
)
async def test_they_read_the_childs_journal_with_names_shortened(
    college: College, asked: str
) -> None:
    await guardian(college)
    for _ in range(11):
        await college.violation(STUDENT, by=TEACHER)
    await college.violation(CLASSMATE, by=TEACHER)
    await college.say(MOTHER, asked, to=MOTHER)
    pages = [each.text for each in college.said(MOTHER) if "«ИСП-21». " in each.text]
    (page,) = pages
    assert "Анна У." in page
    assert "Учителева" not in page
    older = college.button(MOTHER, "journal", member=STUDENT)
    await college.press(MOTHER, older)
    page = next(
        each.text
        for each in college.said(MOTHER)
        if "«ИСП-21». " not in each.text and "Анна У." in each.text
    )
    assert "Учителева" not in page
    assert college.heard(MOTHER, "Учителева") == 0


async def test_a_journal_is_not_opened_before_the_confirmation_nor_after(college: College) -> None:
    await list_student(college, of_age(college, days=2))
    await look(college)
    await college.violation(STUDENT, by=TEACHER)
    await college.say(MOTHER, "/журнал сына", to=MOTHER)
    assert college.heard(MOTHER, "Анна") == 0
    await college.press(MOTHER, college.button(MOTHER, "guardian", yes=True))
    await college.say(MOTHER, "/журнал сына", to=MOTHER)
    assert college.heard(MOTHER, "Анна У.") == 1
    await college.bot.advance(timedelta(days=3).total_seconds())
    await college.say(MOTHER, "/журнал сына", to=MOTHER)
    assert college.heard(MOTHER, "Анна У.") == 1


@pytest.mark.parametrize(
    "asked", ["/мои данные сына", "мои данные сына", f"/мои данные @id{STUDENT}", "данные о сыне"]
)
async def test_the_childs_data_tell_nothing_that_is_the_childs_secret(
    college: College, asked: str
) -> None:
    await guardian(college)
    await college.violation(STUDENT, by=TEACHER)
    said = await college.say(CLASSMATE, "дурак")
    await college.say(STUDENT, "/сообщить", reply_to=said)
    await college.say(MOTHER, asked, to=MOTHER)
    (content,) = await kept_files(college)
    assert "Это файл ребёнка: Олег" in content
    assert "Анна У." in content
    assert "Учителева" not in content
    await college.say(STUDENT, "/мои данные", to=STUDENT)
    own = (await kept_files(college))[-1]
    assert set(heads(own)) - set(heads(content)) == {"О ЧЁМ ВЫ СООБЩАЛИ"}


async def test_that_reports_are_closed_to_a_child_is_the_childs_secret(college: College) -> None:
    await guardian(college)
    until = college.bot.now() + timedelta(days=30)
    member, by = MemberId(STUDENT), MemberId(ADMINISTRATOR)
    facts: list[Fact] = [
        ReportingClosed(member=member, until=until, by=by),
        ReportingOpened(member=member, by=by),
    ]
    async with college.bot.storage.work() as work:
        await work.record(COLLEGE, facts, now=college.bot.now(), policy_version="1")
    for who, asked in ((MOTHER, "/журнал сына"), (MOTHER, "/мои данные сына")):
        await college.say(who, asked, to=who)
    assert college.heard(MOTHER, "приём сообщений") == 0
    (content,) = await kept_files(college)
    assert "приём сообщений" not in content
    await college.say(STUDENT, "/мои данные", to=STUDENT)
    assert "приём сообщений закрыт" in (await kept_files(college))[-1]


async def test_who_looked_who_reported_reads_of_which_chat_in_their_own_data(
    college: College,
) -> None:
    seen = ReportersSeen(
        chat=ChatId(college.main), suspicion=SuspicionNumber(7), by=MemberId(ADMINISTRATOR)
    )
    async with college.bot.storage.work() as work:
        await work.record(COLLEGE, [seen], now=college.bot.now(), policy_version="1")
    await college.say(ADMINISTRATOR, "/мои данные", to=ADMINISTRATOR)
    assert "карточка № 7 в «ИСП-21»" in (await kept_files(college))[-1]


def heads(content: str) -> list[str]:
    return [line for line in content.splitlines() if line.isupper()]


async def test_of_another_child_there_is_no_file(college: College) -> None:
    await guardian(college)
    await college.say(MOTHER, f"/мои данные @id{CLASSMATE}", to=MOTHER)
    assert await kept_files(college) == []


@pytest.mark.parametrize(
    "words", ["/извинения Простите его", "извинения за сына", "прошу простить моего сына"]
)
async def test_nobody_apologises_for_a_child_and_hears_what_to_do(
    college: College, words: str
) -> None:
    await guardian(college)
    await college.block(STUDENT, by=TEACHER)
    await college.say(MOTHER, words, to=MOTHER)
    assert "Извиниться может только ребёнок (Олег Клавишин)" in college.last(MOTHER)
    await college.say(MOTHER, "статус", to=MOTHER)
    await college.press(MOTHER, college.button(MOTHER, "appeal", child=STUDENT))
    await college.send(MOTHER, "Телефон был у брата")
    (made,) = await college.facts(AppealMade)
    assert (made.member, made.by) == (STUDENT, MOTHER)


async def test_who_lifts_a_block_sees_once_whom_the_bot_cannot_tell(college: College) -> None:
    await guardian(college)
    college.bot.world.allow_private(MOTHER, False)
    await college.bot.follow()
    await college.block(STUDENT, by=TEACHER)
    await college.send(STUDENT, "/обжаловать блок Это не я")
    await college.press(ADMINISTRATOR, college.button(ADMINISTRATOR, "decide", grant=True))
    await college.send(ADMINISTRATOR, "Верно")
    assert college.heard(TEACHER, "Представителю сообщить не удалось") == 1
    assert college.heard(ADMINISTRATOR, "Представителю сообщить не удалось") == 1
