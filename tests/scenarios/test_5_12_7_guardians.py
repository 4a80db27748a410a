"""п. 5.12.1, 5.12.7: a minor's legal representative is told, contests, and until when."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.roster.command import ImportOptions, import_list
from tests.scenarios.stage import ADMINISTRATOR, open_stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

HOUR, DAY = 3601, 24 * 3600


@pytest.mark.over_http
async def test_a_mother_is_told_and_contests_until_her_son_is_of_age(tmp_path: Path) -> None:
    # months pass: in a world of its own
    async with open_stage(tmp_path) as stage:
        story = await stage.story(title="Опекаемая-1", confirmed=True)
        mother = stage.person("Ирина", "Опекунова")
        for who in (mother, story.student):
            await story.opens(who)
        until = stage.clock.now().date() + timedelta(days=40)
        file = tmp_path / "list.csv"
        lines = [
            "ФИО студента;Страница студента;Несовершеннолетний до;ФИО родителя;Страница родителя",
            f"Студентов Иван;id{story.student};{until:%d.%m.%Y};Опекунова Ирина;id{mother}",
        ]
        file.write_text("\n".join(lines), encoding="utf-8")
        assert await import_list(stage.bot.url, "1", file, ImportOptions(yes=True)) == 0

        stage.clock.advance(HOUR)
        asked = await story.hears("Это Ваш ребёнок?", peer=mother)
        await story.presses(mother, asked, "Да, это мой ребёнок")
        await story.hears("законный представитель", "Опекунова", peer=story.student)
        await story.blocked("2 дня")
        told = await story.hears("обжаловать её за ребёнка", peer=mother)
        await story.presses(mother, told, "Обжаловать")
        await story.hears("с чем Вы не согласны", peer=mother)
        await story.sends(mother, "Телефон был у брата.")
        case = await story.hears("Обжалует законный представитель", peer=ADMINISTRATOR)
        await story.presses(ADMINISTRATOR, case, "Отменить решение")
        await story.hears("почему решение отменяется", peer=ADMINISTRATOR)
        await story.sends(ADMINISTRATOR, "Это подтвердил классный руководитель.")
        await story.hears("решение отменено", "классный руководитель", peer=mother)

        stage.clock.advance(41 * DAY)
        await story.hears("совершеннолетие", peer=mother)
        await story.hears("Больше я ничего о Вас не сообщаю", peer=story.student)
        story.writes_privately(mother, "статус сына")
        await story.hears("только законному представителю", peer=mother)
