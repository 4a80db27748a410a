"""п. 5.12.1: what was written before a chat was adopted is no violation."""

from pathlib import Path

from rules.ids import ChatId, MemberId
from rules.vocabulary.people import Standing
from tests.in_process.bot import open_bot
from tests.rights.campus import ADMINISTRATOR, MEMBER, MODERATOR, Campus


async def test_a_message_from_before_the_adoption_is_no_violation(tmp_path: Path) -> None:
    async with open_bot(tmp_path, administrators=(ADMINISTRATOR,)) as bot:
        world, campus = bot.world, Campus(bot)
        for number, name in ((MODERATOR, "Анна"), (MEMBER, "Иван")):
            world.add_person(number, first_name=name, last_name="Первых")
        campus.main = world.create_chat("Новая", owner=MODERATOR, members=[MEMBER])
        world.add_bot(campus.main, by=MODERATOR)
        world.set_admin(campus.main, world.bot_id, True)
        before = await campus.say(MEMBER, "Давно это было")
        await bot.advance(60)
        await campus.press(MODERATOR, campus.button(campus.main, "adopt", kind="other"))
        await bot.advance(60)
        await campus.greet(MODERATOR)
        after = await campus.say(MEMBER, "А это недавно")

        await campus.say(MODERATOR, "/настройки вид беседа группы")
        await campus.say(MODERATOR, "/нарушение 1", reply_to=before)
        refused = campus.said(MODERATOR)[-1].text
        await campus.say(MODERATOR, "/нарушение 1", reply_to=after)
        await campus.say(MODERATOR, "/удалить 1", reply_to=before)

        async with bot.storage.reading() as reading:
            case = await reading.case(
                ChatId(campus.main),
                MemberId(MEMBER),
                policy=bot.services.policy,
                zone=bot.services.zone,
                now=bot.clock.now(),
                standing=Standing.MEMBER,
            )
    assert "раньше, чем я начал обслуживать беседу" in refused
    assert [violation.message for violation in case.violations] == [after]
    assert before not in {each.conversation_message_id for each in world.messages(campus.main)}
