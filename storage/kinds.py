"""Facts and effects as JSON, each under the name of its kind.

The names are stored: they never change, even where a class is renamed.
"""

from typing import Any

from pydantic import TypeAdapter

from rules.facts import Fact
from rules.facts.acquaintance import Acknowledged, AcknowledgementAsked, RulesShown
from rules.facts.apologies import (
    ApologyMade,
    ApologyRejected,
    ApologyWithheld,
    LiftDecided,
    VoteCast,
    VoteClosed,
    VoteShortened,
    WithheldDecided,
)
from rules.facts.appeals import AppealAnswered, AppealAsked, AppealGranted, AppealMade, AppealUpheld
from rules.facts.blocks import (
    BlockDeclined,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    BlockShortened,
)
from rules.facts.chats import (
    ChatAdopted,
    ChatConfirmed,
    ChatDisowned,
    ModeratorAppointed,
    ModeratorDismissed,
    SettingChanged,
)
from rules.facts.expulsions import ExpelledByHand, ExpelledInvitedBack, ExpulsionGrounded
from rules.facts.families import FamilyLinked, FamilyUnlinked
from rules.facts.gaps import GapNoted
from rules.facts.invitations import InvitationMade, InvitationRevoked, InvitationUsed
from rules.facts.keeping import DataForgotten
from rules.facts.leavers import (
    LeaverNoted,
    LeaverReturned,
    MemberRemoved,
    RemovalFailed,
    RemovalOrdered,
)
from rules.facts.reminders import Reminded, ReminderWithdrawn
from rules.facts.revision import PolicyAnnounced
from rules.facts.roster import RosterEntryRemoved, RosterEntrySet
from rules.facts.silence import MessageHushed, SilenceBegun, SilenceEnded
from rules.facts.suspicions import (
    SuspicionGrown,
    SuspicionPresented,
    SuspicionRaised,
    SuspicionReopened,
    SuspicionSettled,
)
from rules.facts.violations import (
    MessageErased,
    MessageRemoved,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)
from rules.facts.wordlist import WordListed, WordUnlisted
from storage.effects import (
    Answer,
    CloseWriting,
    Edit,
    Effect,
    Erase,
    Invite,
    OpenWriting,
    Remove,
    Restrict,
    Send,
    Unrestrict,
    Unsend,
)

FACTS: dict[str, type[Fact]] = {
    "rules_shown": RulesShown,
    "acknowledged": Acknowledged,
    "reminded": Reminded,
    "reminder_withdrawn": ReminderWithdrawn,
    "violation_recorded": ViolationRecorded,
    "violation_annulled": ViolationAnnulled,
    "violation_reinstated": ViolationReinstated,
    "message_removed": MessageRemoved,
    "removal_withdrawn": RemovalWithdrawn,
    "message_erased": MessageErased,
    "block_proposed": BlockProposed,
    "block_declined": BlockDeclined,
    "block_imposed": BlockImposed,
    "block_lifted": BlockLifted,
    "block_shortened": BlockShortened,
    "apology_made": ApologyMade,
    "vote_cast": VoteCast,
    "vote_closed": VoteClosed,
    "vote_shortened": VoteShortened,
    "lift_decided": LiftDecided,
    "apology_withheld": ApologyWithheld,
    "withheld_decided": WithheldDecided,
    "apology_rejected": ApologyRejected,
    "acknowledgement_asked": AcknowledgementAsked,
    "chat_adopted": ChatAdopted,
    "chat_confirmed": ChatConfirmed,
    "chat_disowned": ChatDisowned,
    "setting_changed": SettingChanged,
    "moderator_appointed": ModeratorAppointed,
    "moderator_dismissed": ModeratorDismissed,
    "invitation_made": InvitationMade,
    "invitation_revoked": InvitationRevoked,
    "invitation_used": InvitationUsed,
    "appeal_made": AppealMade,
    "appeal_asked": AppealAsked,
    "appeal_answered": AppealAnswered,
    "appeal_upheld": AppealUpheld,
    "appeal_granted": AppealGranted,
    "silence_begun": SilenceBegun,
    "silence_ended": SilenceEnded,
    "message_hushed": MessageHushed,
    "policy_announced": PolicyAnnounced,
    "data_forgotten": DataForgotten,
    "family_linked": FamilyLinked,
    "family_unlinked": FamilyUnlinked,
    "roster_entry_set": RosterEntrySet,
    "roster_entry_removed": RosterEntryRemoved,
    "leaver_noted": LeaverNoted,
    "leaver_returned": LeaverReturned,
    "removal_ordered": RemovalOrdered,
    "member_removed": MemberRemoved,
    "removal_failed": RemovalFailed,
    "expelled_by_hand": ExpelledByHand,
    "expulsion_grounded": ExpulsionGrounded,
    "expelled_invited_back": ExpelledInvitedBack,
    "suspicion_raised": SuspicionRaised,
    "suspicion_grown": SuspicionGrown,
    "suspicion_presented": SuspicionPresented,
    "suspicion_settled": SuspicionSettled,
    "suspicion_reopened": SuspicionReopened,
    "word_listed": WordListed,
    "word_unlisted": WordUnlisted,
    "gap_noted": GapNoted,
}

EFFECTS: dict[str, type[Effect]] = {
    "send": Send,
    "edit": Edit,
    "unsend": Unsend,
    "erase": Erase,
    "restrict": Restrict,
    "unrestrict": Unrestrict,
    "remove": Remove,
    "close_writing": CloseWriting,
    "open_writing": OpenWriting,
    "invite": Invite,
    "answer": Answer,
}

_KIND_OF: dict[type[Any], str] = {
    kind: name for names in (FACTS, EFFECTS) for name, kind in names.items()
}


_ADAPTERS: dict[str, TypeAdapter[Any]] = {
    name: TypeAdapter(kind) for names in (FACTS, EFFECTS) for name, kind in names.items()
}


def kind_of(thing: Fact | Effect) -> str:
    """Give the name under which a fact or an effect is stored."""
    return _KIND_OF[type(thing)]


def write(thing: Fact | Effect) -> str:
    """Give a fact or an effect as JSON."""
    return _ADAPTERS[kind_of(thing)].dump_json(thing).decode()


def read_fact(kind: str, payload: str) -> Fact:
    """Give the fact that was written. Raises `ValueError` or `KeyError` where it was changed."""
    fact: Fact = _ADAPTERS[kind].validate_json(payload)
    return fact


def read_effect(kind: str, payload: str) -> Effect:
    """Give the effect that was written."""
    effect: Effect = _ADAPTERS[kind].validate_json(payload)
    return effect
