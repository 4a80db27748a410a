"""п. 5.12.2, 5.12.5: who was demoted a second ago blocks nobody by recording."""

import pytest

from bot.sandbox.faults import Fault
from rules.vocabulary.apologies import ApologyMade, ApologyRejected, WithheldDecided
from rules.vocabulary.blocks import BlockImposed
from rules.vocabulary.violations import ViolationRecorded
from tests.in_process.college import (
    ADMINISTRATOR,
    COLLEAGUE,
    STUDENT,
    TEACHER,
    College,
    found_with_three,
)
from tests.in_process.prepared import prepared_by
from tests.rights.campus import PHONE
from tests.variants import variants

AUTOMATIC = "/настройки блокировки автоматически"
RECORDS = ("command", "card", "separate", "passed on")
DECISIONS = ("publish", "return", "no apology")


college = prepared_by(found_with_three, administrators=[ADMINISTRATOR])


async def one_short_of_a_block(college: College, how: str) -> None:
    """After three violations of the student's, let a fourth be ready for the colleague."""
    if how == "card":
        await college.say(STUDENT, PHONE)
        await college.bot.advance(5)
    elif how == "separate":
        # within a minute of another record, a record by name is asked about
        await college.say(COLLEAGUE, f"/нарушение @id{STUDENT} 3 шумел")
    elif how == "passed on":
        insult = await college.say(STUDENT, "ты дура")
        await college.say(TEACHER, "/нарушение 1 оскорбил меня", reply_to=insult)


async def record(college: College, how: str) -> None:
    """Let the colleague record the fourth."""
    if how == "command":
        await college.violation(STUDENT, by=COLLEAGUE)
    elif how == "card":
        await college.press(COLLEAGUE, college.button(COLLEAGUE, "card", act="count"))
    elif how == "separate":
        await college.press(COLLEAGUE, college.button(COLLEAGUE, "separate", separate=True))
    else:
        await college.press(COLLEAGUE, college.button(COLLEAGUE, "settle", record=True))


async def demote(college: College) -> None:
    """Take the colleague's rights away just after the bot looked who has them."""
    await college.say(COLLEAGUE, "/участники")
    college.bot.world.set_admin(college.main, COLLEAGUE, False)


def silence(college: College) -> None:
    """Let the messenger not answer who is in the chat."""
    fault = Fault(method="messages.getConversationMembers", code=30, times=99)
    college.bot.world.faults.add(fault)


@pytest.mark.parametrize("how", RECORDS)
async def test_a_moderator_records_the_fourth_and_a_block_follows(
    college: College, how: str
) -> None:
    await college.say(TEACHER, AUTOMATIC)
    await one_short_of_a_block(college, how)
    await record(college, how)
    assert len(await college.facts(BlockImposed)) == 1


@pytest.mark.parametrize("how", RECORDS)
@pytest.mark.parametrize("rights", variants("taken away", "not told"))
async def test_no_automatic_block_follows_without_rights_at_that_moment(
    college: College, how: str, rights: str
) -> None:
    await college.say(TEACHER, AUTOMATIC)
    await one_short_of_a_block(college, how)
    if rights == "taken away":
        await demote(college)
    else:
        silence(college)
    before = await college.facts(ViolationRecorded)
    await record(college, how)
    assert await college.facts(BlockImposed) == []
    assert await college.facts(ViolationRecorded) == before


@pytest.mark.parametrize("how", variants(*RECORDS))
async def test_where_blocks_are_proposed_recording_waits_for_no_answer(
    college: College, how: str
) -> None:
    await one_short_of_a_block(college, how)
    silence(college)
    before = await college.facts(ViolationRecorded)
    await record(college, how)
    assert len(await college.facts(ViolationRecorded)) == len(before) + 1


async def apology(college: College, words: str) -> None:
    """Let the student be blocked and apologise in such words."""
    await college.violation(STUDENT, by=TEACHER)
    await college.say(TEACHER, f"/блок @id{STUDENT} 1 неделя")
    await college.send(STUDENT, f"/извинения {words}")


async def decide(college: College, what: str) -> list[object]:
    """Let the colleague decide; give what was decided."""
    if what == "no apology":
        await college.press(COLLEAGUE, college.button(college.main, "no_apology"))
        return await college.facts(ApologyRejected)
    button = college.button(COLLEAGUE, "withheld", publish=what == "publish")
    await college.press(COLLEAGUE, button)
    return await college.facts(ApologyMade, WithheldDecided)


@pytest.mark.parametrize("what", DECISIONS)
@pytest.mark.parametrize("rights", variants("taken away", "kept", "not told"))
async def test_decisions_on_apologies_rest_on_who_moderates_at_that_moment(
    college: College, what: str, rights: str
) -> None:
    await apology(college, "простите меня" if what == "no apology" else "простите, суки")
    if rights == "taken away":
        await demote(college)
    elif rights == "not told":
        silence(college)
    assert bool(await decide(college, what)) is (rights == "kept")
