"""Bringing every case of the campus to its end, so that its buttons are old."""

from collections.abc import Mapping

from tests.rights.campus import (
    ADMINISTRATOR,
    BLOCKED,
    COLLEAGUE,
    DAY,
    LEAVER,
    MODERATOR,
    NEWCOMER,
    PARENT,
    PSYCHOLOGIST,
    Campus,
    Hanging,
)


async def settle_everything(campus: Campus, buttons: Mapping[str, Hanging]) -> None:
    """Press what settles each case, then let more than a day pass."""
    for who, name in (
        (NEWCOMER, "acknowledge"),
        (MODERATOR, "block"),
        (COLLEAGUE, "lift"),
        (MODERATOR, "return"),
        (MODERATOR, "revoke"),
        (ADMINISTRATOR, "ground"),
        (ADMINISTRATOR, "do not record"),
        (MODERATOR, "count"),
        (MODERATOR, "help"),
        (MODERATOR, "confirm haste"),
        (ADMINISTRATOR, "give back"),
        (ADMINISTRATOR, "close reports"),
        (ADMINISTRATOR, "open reports"),
        (PARENT, "my child"),
        (MODERATOR, "step down"),
        (LEAVER, "the page is mine"),
        (MODERATOR, "depart"),
        (ADMINISTRATOR, "not ours"),
    ):
        await campus.press(who, buttons[name])
    await campus.press(PSYCHOLOGIST, campus.button(PSYCHOLOGIST, "danger", act="close"))
    await campus.send(PSYCHOLOGIST, "Поговорили")
    await campus.press(ADMINISTRATOR, campus.button(ADMINISTRATOR, "spread", act="leave"))
    await campus.press(MODERATOR, campus.button(campus.unadopted, "adopt", kind="other"))
    await campus.press(BLOCKED, buttons["appeal"])
    await campus.send(BLOCKED, "Это писал не я")
    await campus.press(ADMINISTRATOR, buttons["uphold"])
    await campus.send(ADMINISTRATOR, "Есть свидетели")
    await campus.bot.advance(DAY + 60)
