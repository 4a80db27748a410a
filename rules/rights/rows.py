"""The deeds that people can ask for, and the table of rights: a row for each."""

from collections.abc import Mapping
from enum import StrEnum

from rules.clauses import Clause
from rules.rights.outcomes import Grant, Holds, Outcome, Place, Press, Row
from rules.rights.parties import ADMINISTRATORS, ALL_MODERATORS, MEMBERS, MODERATORS, PEOPLE, Who
from rules.vocabulary.apologies import (
    JOINED_AFTERWARDS,
    NOT_A_VOTER,
    NOT_BLOCKED,
    VOTE_OVER,
    WITHHELD_OVER,
)
from rules.vocabulary.appeals import (
    APPEAL_OVER,
    APPEALED_ALREADY,
    NOBODY_ASKED,
    NOTHING_TO_APPEAL,
    ONLY_ADMINISTRATORS,
)
from rules.vocabulary.blocks import NOTHING_PROPOSED, AlreadyBlocked
from rules.vocabulary.chats import NOT_ADMINISTRATOR, NOT_ADOPTED, AdoptedAlready
from rules.vocabulary.invitations import INVITATION_VOID, NO_SUCH_INVITATION
from rules.vocabulary.leavers import EXPULSION_SETTLED, NOT_OF_YOUR_CHATS
from rules.vocabulary.people import (
    ACKNOWLEDGED_ALREADY,
    NOT_ADDRESSED,
    NOT_PARTICIPANT,
    ONLY_ONESELF,
    OWN_GRIEVANCE,
    TOO_LATE_TO_UNDO,
    NotAsked,
)
from rules.vocabulary.silence import NOT_SILENT
from rules.vocabulary.suspicions import SETTLED_ALREADY
from rules.vocabulary.violations import AlreadyAnnulled


class Deed(StrEnum):
    """A kind of request. Seeing one's own records and seeing another's are two deeds."""

    RECORD_VIOLATION = "record a violation"
    REMOVE_MESSAGE = "remove a message"
    ANNUL_VIOLATION = "annul a violation"
    BLOCK = "block"
    DECLINE_BLOCK = "decline a block"
    APOLOGISE = "apologise"
    VOTE = "vote on an apology"
    DECIDE_WITHHELD = "decide on an apology that was withheld"
    REJECT_APOLOGY = "say that words are no apology"
    LIFT = "decide on a lift"
    REMIND = "remind of the rules"
    UNDO = "undo"
    SEE_OWN_STANDING = "see one's own standing"
    SEE_STANDING = "see another's standing"
    READ_OWN_JOURNAL = "read of oneself in the journal"
    READ_JOURNAL = "read of others in the journal"
    SEE_MEMBERS = "see who has not acknowledged"
    READ_RULES = "read the rules"
    ACKNOWLEDGE = "acknowledge the rules"
    APPEAL = "appeal"
    DECIDE_APPEAL = "decide an appeal"
    ASK_ABOUT_APPEAL = "ask about an appeal"
    ANSWER_ABOUT_APPEAL = "answer about an appeal"
    CONFIRM_WORDS = "confirm one's own words"
    REPORT = "have a report"
    SEE_CHAT = "see what the chat is"
    CHECK_RIGHTS = "have the bot's rights looked up"
    ADOPT = "adopt the chat"
    CONFIRM_CHAT = "confirm that a chat is the college's"
    DISOWN_CHAT = "say that a chat is not the college's"
    CHANGE_SETTINGS = "change settings"
    INVITE = "invite"
    REVOKE_INVITATION = "revoke an invitation"
    ENTER = "enter by an invitation"
    SILENCE = "begin a silence"
    END_SILENCE = "end a silence"
    APPOINT = "appoint a moderator"
    SEE_OWN_DATA = "have one's own data"
    PLAN_DEPARTURE = "plan a departure"
    CARRY_OUT_DEPARTURE = "carry a departure out"
    CANCEL_DEPARTURE = "cancel a departure"
    CHANGE_FAMILY = "change a family"
    CHANGE_WORDS = "change the chat's own list"
    CHECK_TEXT = "check a text"
    LIST_CARDS = "list cards"
    SETTLE_CARD = "settle a card"
    SAY_SEPARATE = "say whether a violation is another"
    SETTLE_REQUEST = "settle a request of another"
    SETTLE_EXPULSION = "settle an expulsion by hand"
    ASK_HELP = "ask for help"


_MODERATION = Grant(to=MODERATORS)

_ADMINISTRATION = Grant(to=ADMINISTRATORS, others=NOT_ADMINISTRATOR)

_APPEALS = Grant(to=ADMINISTRATORS, others=ONLY_ADMINISTRATORS)

_EVERYBODY = Grant(to=PEOPLE)

_OF_OTHERS = Grant(to=MODERATORS, others=ONLY_ONESELF)

_OF_OTHERS_IN_PRIVATE = Grant(
    to=MODERATORS,
    others=ONLY_ONESELF,
    # the person is in none of the chats that they moderate
    but=dict.fromkeys(ALL_MODERATORS - MODERATORS, Holds.NOTHING),
)

_ANY_MODERATION = Grant(to=ALL_MODERATORS)

_COLLEGE = Grant(to=ALL_MODERATORS - {Who.UNCONFIRMED}, but={Who.UNCONFIRMED: NOT_OF_YOUR_CHATS})
"""Deeds for the college: a chat that anybody can create gives no right to them."""

_BLOCKED = frozenset({Who.BLOCKED})


def _moderation(
    clause: Clause,
    *,
    press: Press | None = None,
    private: Grant | None = None,
    fresh: bool = False,
    may_block: bool = False,
) -> Row:
    return Row(
        clause=clause,
        grant=_MODERATION,
        press=press,
        private=private,
        fresh=fresh,
        may_block=may_block,
    )


def _hangs(place: Place, old: Outcome, *, forged: Outcome = Holds.ALLOWED) -> Press:
    return Press(hangs=place, old=old, forged=forged)


_CHAT, _PRIVATE = Place.CHAT, Place.PRIVATE

_OUTDATED = Holds.OUTDATED

TABLE: Mapping[Deed, Row] = {
    Deed.RECORD_VIOLATION: _moderation(Clause.REMINDER, may_block=True),
    Deed.REMOVE_MESSAGE: _moderation(Clause.MODERATION),
    Deed.SAY_SEPARATE: Row(
        clause=Clause.REMINDER,
        # in this table MODERATOR is the one who was asked
        grant=Grant(to=frozenset({Who.MODERATOR}), but={Who.ADMINISTRATOR: NotAsked}),
        press=_hangs(_CHAT, _OUTDATED),
        may_block=True,
    ),
    Deed.ANNUL_VIOLATION: _moderation(
        Clause.GROUNDS, press=_hangs(_CHAT, AlreadyAnnulled), fresh=True
    ),
    Deed.BLOCK: _moderation(Clause.BLOCK, press=_hangs(_CHAT, AlreadyBlocked), fresh=True),
    Deed.DECLINE_BLOCK: _moderation(Clause.BLOCK, press=_hangs(_CHAT, NOTHING_PROPOSED)),
    Deed.APOLOGISE: Row(
        clause=Clause.FORGIVENESS,
        grant=Grant(to=_BLOCKED, others=NOT_BLOCKED),
        private=Grant(to=_BLOCKED, others=Holds.NOTHING),
        press=Press(
            hangs=_PRIVATE, old=Holds.NOTHING, unaddressed=Grant(to=_BLOCKED, others=_OUTDATED)
        ),
    ),
    Deed.VOTE: Row(
        clause=Clause.FORGIVENESS,
        grant=Grant(to=MEMBERS, others=NOT_A_VOTER, but={Who.NEWCOMER: JOINED_AFTERWARDS}),
        press=_hangs(_CHAT, VOTE_OVER),
    ),
    Deed.DECIDE_WITHHELD: _moderation(
        Clause.FORGIVENESS, press=_hangs(_PRIVATE, WITHHELD_OVER), fresh=True
    ),
    Deed.REJECT_APOLOGY: _moderation(
        Clause.FORGIVENESS, press=_hangs(_CHAT, VOTE_OVER), fresh=True
    ),
    Deed.LIFT: _moderation(Clause.FORGIVENESS, press=_hangs(_CHAT, VOTE_OVER), fresh=True),
    Deed.REMIND: _moderation(Clause.REMINDER),
    Deed.UNDO: _moderation(Clause.GROUNDS, press=_hangs(_CHAT, TOO_LATE_TO_UNDO), fresh=True),
    Deed.SEE_OWN_STANDING: Row(clause=Clause.GROUNDS, grant=_EVERYBODY, private=_EVERYBODY),
    Deed.SEE_STANDING: Row(clause=Clause.GROUNDS, grant=_OF_OTHERS, private=_OF_OTHERS_IN_PRIVATE),
    Deed.READ_OWN_JOURNAL: Row(
        clause=Clause.GROUNDS,
        grant=_EVERYBODY,
        private=_EVERYBODY,
    ),
    Deed.READ_JOURNAL: Row(
        clause=Clause.GROUNDS,
        grant=_OF_OTHERS,
        private=_OF_OTHERS_IN_PRIVATE,
        press=_hangs(_PRIVATE, Holds.ALLOWED, forged=_OUTDATED),
    ),
    Deed.SEE_MEMBERS: _moderation(Clause.ACQUAINTANCE),
    Deed.READ_RULES: Row(clause=Clause.ACQUAINTANCE, grant=_EVERYBODY, private=_EVERYBODY),
    Deed.ACKNOWLEDGE: Row(
        clause=Clause.ACQUAINTANCE,
        grant=Grant(
            to=frozenset({Who.NEWCOMER}),
            others=NOT_ADDRESSED,
            but=dict.fromkeys(
                (Who.STRANGER, Who.MODERATOR_ELSEWHERE, Who.UNCONFIRMED), NOT_PARTICIPANT
            ),
        ),
        press=Press(
            hangs=_CHAT,
            old=ACKNOWLEDGED_ALREADY,
            # the rules shown on request carry the same button, for anybody
            unaddressed=Grant(to=MEMBERS, others=NOT_PARTICIPANT),
        ),
    ),
    Deed.APPEAL: Row(
        clause=Clause.CONFLICTS,
        grant=Grant(to=_BLOCKED, others=NOTHING_TO_APPEAL),
        private=Grant(to=_BLOCKED, others=NOTHING_TO_APPEAL),
        press=_hangs(_PRIVATE, APPEALED_ALREADY),
    ),
    Deed.DECIDE_APPEAL: Row(
        clause=Clause.CONFLICTS, grant=_APPEALS, press=_hangs(_PRIVATE, APPEAL_OVER)
    ),
    Deed.ASK_ABOUT_APPEAL: Row(
        clause=Clause.CONFLICTS, grant=_APPEALS, press=_hangs(_PRIVATE, APPEAL_OVER)
    ),
    Deed.ANSWER_ABOUT_APPEAL: Row(
        clause=Clause.CONFLICTS,
        grant=Grant(to=_BLOCKED, others=NOBODY_ASKED),
        press=_hangs(_PRIVATE, NOBODY_ASKED),
    ),
    Deed.CONFIRM_WORDS: Row(
        clause=Clause.CONFLICTS,
        # the author of the text in a dialogue; in the chat that the tests play, the blocked member
        grant=Grant(to=_BLOCKED, others=_OUTDATED),
        press=_hangs(_PRIVATE, _OUTDATED),
    ),
    Deed.REPORT: _moderation(
        Clause.FIGURES,
        private=Grant(
            to=ADMINISTRATORS,
            others=NOT_ADMINISTRATOR,
            but=dict.fromkeys(ALL_MODERATORS - ADMINISTRATORS, Holds.ELSEWHERE),
        ),
    ),
    Deed.SEE_CHAT: Row(clause=Clause.ADOPTION, grant=_EVERYBODY, private=_EVERYBODY),
    Deed.CHECK_RIGHTS: Row(
        clause=Clause.ADOPTION, grant=_EVERYBODY, press=_hangs(_CHAT, Holds.ALLOWED)
    ),
    Deed.ADOPT: _moderation(Clause.ADOPTION, press=_hangs(_CHAT, AdoptedAlready)),
    Deed.CONFIRM_CHAT: Row(
        clause=Clause.ADOPTION, grant=_ADMINISTRATION, press=_hangs(_PRIVATE, NOT_ADOPTED)
    ),
    Deed.DISOWN_CHAT: Row(
        clause=Clause.ADOPTION, grant=_ADMINISTRATION, press=_hangs(_PRIVATE, NOT_ADOPTED)
    ),
    Deed.CHANGE_SETTINGS: _moderation(Clause.ADOPTION, press=_hangs(_CHAT, Holds.ALLOWED)),
    Deed.INVITE: _moderation(Clause.ACQUAINTANCE),
    Deed.REVOKE_INVITATION: _moderation(
        Clause.ACQUAINTANCE, press=_hangs(_PRIVATE, NO_SUCH_INVITATION)
    ),
    Deed.ENTER: Row(
        clause=Clause.ACQUAINTANCE,
        grant=Grant(to=frozenset({Who.STRANGER}), others=INVITATION_VOID),
        press=_hangs(_PRIVATE, INVITATION_VOID, forged=INVITATION_VOID),
    ),
    Deed.SILENCE: _moderation(Clause.REMINDER),
    Deed.END_SILENCE: _moderation(Clause.REMINDER, press=_hangs(_CHAT, NOT_SILENT)),
    Deed.APPOINT: Row(clause=Clause.MODERATION, grant=_ADMINISTRATION, fresh=True),
    Deed.SEE_OWN_DATA: Row(clause=Clause.GROUNDS, grant=_EVERYBODY, private=_EVERYBODY),
    Deed.PLAN_DEPARTURE: _moderation(Clause.LEAVERS, private=_COLLEGE, fresh=True),
    Deed.CARRY_OUT_DEPARTURE: Row(
        clause=Clause.LEAVERS,
        grant=_MODERATION,
        private=_COLLEGE,
        press=_hangs(_PRIVATE, Holds.OUTDATED, forged=_OUTDATED),
        fresh=True,
    ),
    Deed.CANCEL_DEPARTURE: Row(
        clause=Clause.LEAVERS,
        grant=_MODERATION,
        private=_ANY_MODERATION,
        press=_hangs(_PRIVATE, Holds.OUTDATED, forged=_OUTDATED),
    ),
    Deed.CHANGE_FAMILY: _moderation(Clause.LEAVERS, private=_COLLEGE, fresh=True),
    Deed.CHANGE_WORDS: _moderation(Clause.MODERATION),
    Deed.CHECK_TEXT: _moderation(Clause.MODERATION, private=_ANY_MODERATION),
    Deed.LIST_CARDS: _moderation(Clause.MODERATION, private=_ANY_MODERATION),
    Deed.SETTLE_CARD: _moderation(
        Clause.MODERATION, press=_hangs(_PRIVATE, SETTLED_ALREADY), may_block=True
    ),
    Deed.SETTLE_REQUEST: Row(
        clause=Clause.GROUNDS,
        # in this table MODERATOR is the one who asked, and may not judge their own case
        grant=Grant(to=ADMINISTRATORS, but={Who.MODERATOR: OWN_GRIEVANCE}),
        press=_hangs(_PRIVATE, Holds.OUTDATED),
        may_block=True,
    ),
    Deed.SETTLE_EXPULSION: Row(
        clause=Clause.GROUNDS,
        grant=_ADMINISTRATION,
        press=_hangs(_PRIVATE, EXPULSION_SETTLED),
    ),
    Deed.ASK_HELP: Row(clause=Clause.MODERATION, grant=_EVERYBODY, private=_EVERYBODY),
}
"""A row for every deed; a test fails for a deed without one."""
