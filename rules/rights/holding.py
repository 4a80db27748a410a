"""Reading the table of rights."""

from rules.rights.outcomes import Holds, Outcome, Place, Press, Row
from rules.rights.parties import MODERATORS, PEOPLE, Way, Who
from rules.rights.rows import TABLE, Deed
from rules.vocabulary.chats import NOT_ADOPTED

UNADOPTED = frozenset({Deed.SEE_CHAT, Deed.ASK_HELP, Deed.CHECK_RIGHTS, Deed.ADOPT})
"""The deeds that work even where the bot does not serve the chat yet (п. 5.12.1)."""


def holds(deed: Deed, who: Who, way: Way, *, silent: bool = False, adopted: bool = True) -> Outcome:
    """Return the outcome for a person who asks for a deed in this way.

    `silent`: only moderators may write in the chat at present. Not `adopted`: the bot does not
    serve the chat yet.
    """
    if who not in PEOPLE:
        return Holds.UNHEARD
    row = TABLE[deed]
    match way:
        case Way.CHAT if who is Who.BLOCKED and deed is Deed.APOLOGISE:
            # the message is removed, but the apology in it is heard: it is all a blocked member may
            # say
            return Holds.ALLOWED
        case Way.CHAT if who is Who.BLOCKED or (silent and who not in MODERATORS):
            return Holds.REMOVED
        case Way.CHAT if not adopted and deed not in UNADOPTED:
            return NOT_ADOPTED
        case Way.CHAT:
            return row.grant.to_whom(who)
        case Way.PRIVATE:
            return Holds.ELSEWHERE if row.private is None else row.private.to_whom(who)
        case _:
            return Holds.NOT_OFFERED if row.press is None else _pressed(row, row.press, who, way)


def _pressed(row: Row, press: Press, who: Who, way: Way) -> Outcome:
    in_private = (press.hangs is Place.PRIVATE) is not (way is Way.MISPLACED)
    if in_private and press.hangs is Place.CHAT:
        # a deed of the chat is not requested in private, by anybody
        return Holds.OUTDATED
    grant = row.private if in_private and row.private is not None else row.grant
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
