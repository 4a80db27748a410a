"""The whole table of rights, walked through the real handlers and the real database.

Each cell is tried from the same state: what is allowed is recorded or shown; what is refused is
told to whoever asked, with the table's own refusal, and changes nothing for anybody; what is not
heard leaves no trace.
"""

from collections.abc import Collection, Iterable
from itertools import product

import pytest

from bot.sandbox.conversations import is_chat
from handlers.commands import ROWS
from handlers.conversation.buttons import PRESSES
from handlers.dispatch import BUTTONS as HANDLED
from rules.chats import CHANGE_SETTINGS
from rules.rights import Holds, Outcome, Who
from rules.vocabulary.apologies import NOT_A_VOTER
from rules.vocabulary.appeals import NOBODY_ASKED, NOTHING_TO_APPEAL, ONLY_ADMINISTRATORS
from rules.vocabulary.chats import NOT_ADMINISTRATOR
from rules.vocabulary.invitations import INVITATION_VOID
from rules.vocabulary.people import NOT_MODERATOR, NOT_PARTICIPANT, ONLY_ONESELF
from rules.vocabulary.silence import MessageHushed
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import MessageErased
from storage.effects import DeleteMessages, Restrict
from tests.rights.campus import PEOPLE, Hanging
from tests.rights.conftest import Ground
from tests.rights.holding import DEEDS, Way, holds
from tests.rights.probes import BUTTONS, COMMANDS, Pressing, Typing
from tests.rights.trial import Came, kinds, message, pressing

pytestmark = pytest.mark.asyncio(loop_scope="session")

OUTDATED = "This button no longer works."

FORBIDDING = {
    NOT_MODERATOR,
    ONLY_ONESELF,
    NOT_ADMINISTRATOR,
    ONLY_ADMINISTRATORS,
    NOT_A_VOTER,
    NOT_PARTICIPANT,
    NOTHING_TO_APPEAL,
    NOBODY_ASKED,
    INVITATION_VOID,
}
"""Refusals that say that somebody may not."""


def fault(
    came: Came,
    expected: Outcome,
    who: int,
    chat: int,
    fact: type[Fact] | None,
    own: Collection[int] = (),
) -> str | None:
    """Say what is wrong with what came of something, or None; they moderate their `own` chats."""
    match expected:
        case Holds.UNHEARD:
            return f"it was heard: {came}" if came.facts or came.effects or came.changed else None
        case Holds.REMOVED:
            return _fault_of_removal(came)
        case Holds.ELSEWHERE:
            return _fault_elsewhere(came, who, chat, own)
        case Holds.ALLOWED if fact is not None:
            if not came.facts and chat == who and came.asks("mine"):
                # somebody with several chats is asked in private which of them
                return None
            return None if fact in kinds(came.facts) else f"nothing was recorded: {came}"
        case Holds.ALLOWED:
            if came.facts or not came.effects or came.refusals() & FORBIDDING:
                return f"it was not shown: {came}"
            return None
        case _:
            return _fault_of_refusal(came, expected, who, chat)


def _fault_of_refusal(came: Came, expected: Outcome, who: int, chat: int) -> str | None:
    # whatever somebody asks for in private ends what they had begun to write there; the answer is
    # noted, so that it is not given twice in a row
    passing = {"dialogues", "notices"} if chat == who else {"dialogues"}
    if came.facts or came.changed - passing or came.beside(who, chat):
        return f"it had an effect: {came}"
    if not came.answers(who, chat):
        return f"nothing was said: {came}"
    if not isinstance(expected, Holds) and expected not in came.refusals():
        return f"another answer: {sorted(came.sentences)}"
    if expected is Holds.OUTDATED and OUTDATED not in came.sentences:
        return f"another answer: {sorted(came.sentences)}"
    return None


def _fault_elsewhere(came: Came, who: int, chat: int, own: Collection[int]) -> str | None:
    """Say what is wrong with what works in one chat and is typed in private."""
    if not own:
        return _fault_of_refusal(came, NOT_MODERATOR, who, chat)
    if not came.effects:
        return f"nothing was said: {came}"
    return None if came.chats <= {*own} else f"it was done in a chat of others: {came}"


def said(faults: Iterable[str]) -> str:
    """Give faults in lines of their own, so that a failure shows all of them."""
    return "\n".join(faults)


def _fault_of_removal(came: Came) -> str | None:
    removed = kinds(came.facts) in ({MessageErased}, {MessageHushed})
    quiet = all(isinstance(effect, DeleteMessages | Restrict) for effect in came.effects)
    return None if removed and quiet else f"more than a removal: {came}"


async def tried(ground: Ground, update: dict[str, object]) -> Came:
    came = await ground.trial.hear(update)
    if came.facts or came.changed:
        await ground.trial.come_back()
    return came


async def typed(
    ground: Ground, command: Typing, who: Who, way: Way, *, chat: int = 0
) -> tuple[Came, int]:
    campus, person = ground.campus, PEOPLE[who]
    peer = (chat or campus.main) if way is Way.CHAT else person
    answers = None
    if command.about is not None and way is Way.CHAT:
        answers = (campus.messages[command.about], command.about)
    at = int(campus.bot.clock.now().timestamp())
    update = message(peer, person, command.words(campus), answers=answers, at=at)
    return await tried(ground, update), peer


@pytest.mark.slow
@pytest.mark.parametrize("way", [Way.CHAT, Way.PRIVATE])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.name)
async def test_a_command(open_cases: Ground, command: Typing, way: Way) -> None:
    faults, campus = {}, open_cases.campus
    chats = {campus.main, campus.other, campus.alien}
    own = {
        Who.ADMINISTRATOR: chats,
        Who.MODERATOR: {campus.main},
        Who.MODERATOR_ELSEWHERE: {campus.other},
        Who.UNCONFIRMED: {campus.alien},
    }
    if way is Way.PRIVATE and command.about is not None and command.deed.private is not None:
        pytest.skip("in private nobody's message is answered: it would be about oneself")
    for who in Who:
        expected = holds(command.deed, who, way)
        came, peer = await typed(open_cases, command, who, way)
        fact = command.fact if way is Way.CHAT else command.privately
        faults[who] = fault(came, expected, PEOPLE[who], peer, fact, own.get(who, ()))
    assert said(f"{who}: {wrong}" for who, wrong in faults.items() if wrong) == ""


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.name)
async def test_a_command_during_a_silence(silent_chat: Ground, command: Typing) -> None:
    faults = {}
    for who in Who:
        expected = holds(command.deed, who, Way.CHAT, silent=True)
        came, peer = await typed(silent_chat, command, who, Way.CHAT)
        if expected is Holds.REMOVED or expected is Holds.UNHEARD:
            faults[who] = fault(came, expected, PEOPLE[who], peer, None)
    assert said(f"{who}: {wrong}" for who, wrong in faults.items() if wrong) == ""


ONLY_THEN = [
    command
    for command in COMMANDS
    # `/чат` is answered before, too, whatever follows it: by the right to change it
    if not (command.deed is CHANGE_SETTINGS and command.name.startswith("/чат"))
]


@pytest.mark.slow
@pytest.mark.parametrize("command", ONLY_THEN, ids=lambda each: each.name)
async def test_a_command_before_the_adoption(open_cases: Ground, command: Typing) -> None:
    faults = {}
    campus = open_cases.campus
    for who in (Who.ADMINISTRATOR, Who.MODERATOR, Who.MEMBER, Who.STRANGER, Who.COMMUNITY):
        expected = holds(command.deed, who, Way.CHAT, adopted=False)
        if not isinstance(expected, Holds) or expected is Holds.UNHEARD:
            came, peer = await typed(open_cases, command, who, Way.CHAT, chat=campus.unadopted)
            faults[who] = fault(came, expected, PEOPLE[who], peer, None)
    assert said(f"{who}: {wrong}" for who, wrong in faults.items() if wrong) == ""


def pressed(ground: Ground, button: Pressing, who: int, way: Way) -> dict[str, object] | None:
    """Give the update of a press; None where that person has no such button."""
    hanging = ground.buttons[button.name]
    hangs_in_chat = is_chat(hanging.peer)
    here = hanging.peer if hangs_in_chat else who
    match way:
        case Way.GENUINE | Way.OLD:
            own = _own(ground, hanging, who) if not hangs_in_chat else hanging
            return None if own is None else pressing(here, who, own.payload, own.message or None)
        case Way.FORGED:
            return pressing(here, who, hanging.payload, None)
        case _:
            elsewhere = who if hangs_in_chat else ground.campus.main
            return pressing(elsewhere, who, hanging.payload, None)


def _own(ground: Ground, hanging: Hanging, who: int) -> Hanging | None:
    if hanging.peer == who:
        return hanging
    try:
        return ground.campus.hanging(who, lambda payload: payload == hanging.payload)
    except AssertionError:
        return None


async def walked(ground: Ground, button: Pressing, *ways: Way) -> str:
    """Try a button for everybody in those ways; give the faults."""
    faults = []
    for who, way in product(Who, ways):
        person = PEOPLE[who]
        update = pressed(ground, button, person, way)
        if update is None:
            continue
        expected = holds(button.deed, who, way)
        if way is Way.OLD and not isinstance(holds(button.deed, who, Way.GENUINE), Holds):
            # something stands against them, and against the case: either is told
            expected = Holds.NOTHING
        came = await tried(ground, update)
        place = update["object"]["peer_id"]  # type: ignore[index]
        if wrong := fault(came, expected, person, place, button.fact):
            faults.append(f"{who}, {way}, not {expected}: {wrong}")
    return said(faults)


AT_ANY_TIME = [button for button in BUTTONS if not button.silent]


@pytest.mark.slow
@pytest.mark.parametrize("button", AT_ANY_TIME, ids=lambda each: each.name)
async def test_a_button(open_cases: Ground, button: Pressing) -> None:
    assert await walked(open_cases, button, Way.GENUINE, Way.FORGED, Way.MISPLACED) == ""


@pytest.mark.slow
async def test_the_button_that_ends_a_silence(silent_chat: Ground) -> None:
    (button,) = (each for each in BUTTONS if each.silent)
    assert await walked(silent_chat, button, Way.GENUINE, Way.FORGED, Way.MISPLACED) == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "button", [each for each in BUTTONS if each.old], ids=lambda each: each.name
)
async def test_an_old_button(settled_cases: Ground, button: Pressing) -> None:
    assert await walked(settled_cases, button, Way.OLD) == ""


@pytest.mark.slow
async def test_every_command_and_every_button_has_its_deeds_tried(open_cases: Ground) -> None:
    campus = open_cases.campus
    typed_deeds = {(each.command(), each.deed) for each in COMMANDS}
    for command, row in ROWS.items():
        assert (command, row.deeds[0]) in typed_deeds, command
    tried_buttons = {(each.press(campus), each.deed) for each in BUTTONS}
    assert set(PRESSES.values()) == set(HANDLED)
    assert tried_buttons == {(each, each.deed) for each in PRESSES.values()}
    assert {deed for _, deed in typed_deeds | tried_buttons} == DEEDS
