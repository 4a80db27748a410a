"""п. 5.12.7: a person named is never ignored, and nobody's record is read out in a chat."""

import pytest

from tests.in_process.bot import InProcessBot
from tests.in_process.prepared import prepared_by
from tests.people import person
from tests.rights.campus import Campus
from tests.variants import variants

HEAD, TEACHER, QUIET, ELSEWHERE = person(401), person(501), person(502), person(503)
PUPIL, CLASSMATE, NAMESAKE = person(601), person(602), person(603)

NAMES = {
    TEACHER: "Учителева",
    QUIET: "Молчаливая",
    ELSEWHERE: "Соседова",
    PUPIL: "Клавишин",
    CLASSMATE: "Тихая",
    NAMESAKE: "Тихая",
}


async def prepare(bot: InProcessBot) -> Campus:
    """Two chats: the pupil is in both, the teacher moderates the first."""
    world, campus = bot.world, Campus(bot)
    for each, last in NAMES.items():
        world.add_person(each, first_name="Анна", last_name=last)
    await campus.say(HEAD, "/помощь", to=HEAD)
    campus.main = await campus.open_chat("ИСП-21", TEACHER, [QUIET, PUPIL, CLASSMATE, NAMESAKE])
    campus.other = await campus.open_chat("Физика", ELSEWHERE, [PUPIL])
    world.set_admin(campus.main, QUIET, True)
    await bot.advance(5)
    await campus.greet(HEAD, TEACHER, ELSEWHERE, PUPIL, CLASSMATE)
    await campus.press(HEAD, campus.button(HEAD, "ours", chat=campus.main))
    await campus.violation(PUPIL, by=TEACHER)
    return campus


campus = prepared_by(prepare, administrators=[HEAD])


async def said(campus: Campus, who: int, words: str, *, to: int) -> tuple[str, str]:
    """Let somebody write; give what the bot says in the chat and to them in private."""
    before = {each: len(campus.bot.world.messages(each)) for each in (campus.main, who)}
    await campus.say(who, words, to=to)  # type: ignore[arg-type]
    public, private = (
        "\n".join(m.text for m in campus.bot.world.messages(each)[count:] if m.from_id < 0)
        for each, count in before.items()
    )
    return public, private


@pytest.mark.slow
async def test_a_moderator_asks_in_private_about_whoever_is_in_their_chats(campus: Campus) -> None:
    for words in ("/статус Клавишин", f"/статус @id{PUPIL}", f"/статус id{PUPIL}"):
        _, told = await said(campus, TEACHER, words, to=TEACHER)
        assert "Клавишин" in told
        assert "ИСП-21" in told
        assert "Физика" not in told
    _, told = await said(campus, TEACHER, f"/журнал id{PUPIL}", to=TEACHER)
    assert "Клавишин" in told
    assert "беседа принята" not in told


async def test_an_administrator_asks_about_every_chat(campus: Campus) -> None:
    _, told = await said(campus, HEAD, f"/статус @id{PUPIL}", to=HEAD)
    assert "ИСП-21" in told
    assert "Физика" in told


@pytest.mark.slow
async def test_a_name_of_several_offers_a_choice_and_a_name_of_nobody_is_said(
    campus: Campus,
) -> None:
    for command in ("/статус", "/журнал"):
        _, told = await said(campus, TEACHER, f"{command} Тихая", to=TEACHER)
        assert f"id{CLASSMATE}" in told
        assert f"id{NAMESAKE}" in told
        _, told = await said(campus, TEACHER, f"{command} Небывалов", to=TEACHER)
        assert "Небывалов" in told


async def test_a_moderator_learns_nothing_of_who_is_in_no_chat_of_theirs(campus: Campus) -> None:
    for command in ("/статус", "/журнал"):
        _, told = await said(campus, ELSEWHERE, f"{command} @id{CLASSMATE}", to=ELSEWHERE)
        assert "такого участника нет" in told


@pytest.mark.parametrize("command", ["/статус", "/журнал", "/мои данные"])
@pytest.mark.parametrize("whom", variants("Клавишин", f"@id{PUPIL}", "Небывалов"))
async def test_anybody_else_asks_only_about_themselves(
    campus: Campus, command: str, whom: str
) -> None:
    _, told = await said(campus, CLASSMATE, f"{command} {whom}", to=CLASSMATE)
    assert told.startswith("Спросить об этом Вы можете только о себе")


@pytest.mark.parametrize("command", ["/статус", "/журнал"])
async def test_ones_own_name_is_oneself(campus: Campus, command: str) -> None:
    for whom in ("Клавишин", f"@id{PUPIL}"):
        _, told = await said(campus, PUPIL, f"{command} {whom}", to=PUPIL)
        assert "ИСП-21" in told


PRIVATE = (
    "/статус",
    f"/статус @id{PUPIL}",
    "/журнал",
    f"/журнал @id{PUPIL}",
    f"/семья @id{PUPIL}",
    f"/семья @id{CLASSMATE} @id{PUPIL}",
    f"/выбыл @id{PUPIL}",
    "/участники",
    "/карточки",
    "/проверь дурак",
    "/отчёт",
    "/мои данные",
)

WITH_FILES = ("/отчёт", "/мои данные")
"""What comes as a file, which is uploaded to nobody in this process."""


@pytest.mark.parametrize("words", PRIVATE)
async def test_what_is_recorded_of_people_is_answered_in_private(
    campus: Campus, words: str
) -> None:
    public, told = await said(campus, TEACHER, words, to=campus.main)
    assert public == ""
    if words not in WITH_FILES:
        assert told


@pytest.mark.parametrize("words", variants(*PRIVATE))
async def test_who_never_wrote_is_told_how_to_open_the_private_conversation(
    campus: Campus, words: str
) -> None:
    async with campus.bot.storage.reading() as reading:
        before = [await reading.count_entries(each.chat) for each in await reading.chats()]
    public, told = await said(campus, QUIET, words, to=campus.main)
    assert told == ""
    assert "лично" in public or "личные сообщения" in public
    assert "Клавишин" not in public
    async with campus.bot.storage.reading() as reading:
        after = [await reading.count_entries(each.chat) for each in await reading.chats()]
    assert after == before


@pytest.mark.parametrize("words", ["/участники Клавишин", "/карточки Клавишин"])
async def test_whom_a_list_is_not_about_is_not_ignored(campus: Campus, words: str) -> None:
    public, told = await said(campus, TEACHER, words, to=campus.main)
    assert "Можно так" in public + told
