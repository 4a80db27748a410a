"""Every deed, and what its rights are in each way of asking for it."""

from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules

import rules
from rules.apologies import APOLOGISE
from rules.chats import ADOPT, CHECK_RIGHTS, SEE_CHAT
from rules.rights import ASK_HELP, MODERATORS, PEOPLE, Deed, Holds, Outcome, Place, Press, Who
from rules.vocabulary.chats import NOT_ADOPTED

DEEDS = frozenset(
    each
    for module in iter_modules(rules.__path__)
    for each in vars(import_module(f"rules.{module.name}")).values()
    if isinstance(each, Deed)
)

MAY_WRITE = MODERATORS | {Who.SUSPENDED}
"""The messenger lets its own administrators write in a closed chat, and the bot cannot remove what
they write."""

UNADOPTED = frozenset({SEE_CHAT, ASK_HELP, CHECK_RIGHTS, ADOPT})
"""The deeds that work even where the bot does not serve the chat yet (п. 5.12.1)."""


class Way(StrEnum):
    """How a deed is requested.

    A command is typed in the `CHAT` or in `PRIVATE`. A button is pressed where it hangs
    (`GENUINE`); by a handmade payload there, under no message of the bot's (`FORGED`); where it
    does not hang, in private instead of the chat or the reverse (`MISPLACED`); or after its case is
    over (`OLD`).
    """

    CHAT = "chat"
    PRIVATE = "private"
    GENUINE = "genuine"
    FORGED = "forged"
    MISPLACED = "misplaced"
    OLD = "old"


def holds(deed: Deed, who: Who, way: Way, *, silent: bool = False, adopted: bool = True) -> Outcome:
    """Return the outcome for a person who asks for a deed in this way.

    `silent`: only moderators may write in the chat at present. Not `adopted`: the bot does not
    serve the chat yet.
    """
    if who not in PEOPLE:
        return Holds.UNHEARD
    match way:
        case Way.CHAT if who is Who.BLOCKED and deed is APOLOGISE:
            # the message is removed, but the apology in it is heard: it is all a blocked member may
            # say
            return Holds.ALLOWED
        case Way.CHAT if who is Who.BLOCKED or (silent and who not in MAY_WRITE):
            return Holds.REMOVED
        case Way.CHAT if not adopted and deed not in UNADOPTED:
            return NOT_ADOPTED
        case Way.CHAT:
            return deed.grant.to_whom(who)
        case Way.PRIVATE:
            return Holds.ELSEWHERE if deed.private is None else deed.private.to_whom(who)
        case _:
            return Holds.NOT_OFFERED if deed.press is None else _pressed(deed, deed.press, who, way)


def _pressed(deed: Deed, press: Press, who: Who, way: Way) -> Outcome:
    in_private = (press.hangs is Place.PRIVATE) is not (way is Way.MISPLACED)
    if in_private and press.hangs is Place.CHAT:
        # a deed of the chat is not requested in private, by anybody
        return Holds.OUTDATED
    private = None if press.names_chat else deed.private
    grant = private if in_private and private is not None else deed.grant
    if press.unaddressed is not None and way in {Way.FORGED, Way.MISPLACED}:
        grant = press.unaddressed
    outcome = grant.to_whom(who)
    if outcome is not Holds.ALLOWED:
        return outcome
    match way:
        case Way.GENUINE:
            return outcome
        case Way.OLD:
            return press.old
        case _:
            return press.forged
