"""The policy's refusals: the reason, the clause, and what to do instead."""

from handlers.commands import Command
from handlers.voice import Named, Voice
from handlers.words import (
    apologies,
    appeals,
    blocks,
    brakes,
    chats,
    complaints,
    guardians,
    invitations,
    leavers,
    reporters,
    signals,
    silence,
    spread,
    suspensions,
    suspicions,
    violations,
    wordlist,
)
from handlers.words.rows import Refusals, sentence
from rules.vocabulary.acquaintance import ASKED_TODAY, EVERYBODY_KNOWS
from rules.vocabulary.bases import Refusal
from rules.vocabulary.people import (
    ACKNOWLEDGED_ALREADY,
    AGAINST_MODERATOR,
    NOT_ADDRESSED,
    NOT_MODERATOR,
    NOT_PARTICIPANT,
    NOTHING_TO_UNDO,
    NOTICE_OUTDATED,
    ONLY_ONESELF,
    OWN_CASE,
    OWN_FAMILY,
    OWN_GRIEVANCE,
    TOO_LATE_TO_UNDO,
    NotAsked,
)


def _not_asked(reason: NotAsked, voice: Voice, by: Named | None) -> str:
    asked = voice.name(by or Named(member=reason.by, names=None))
    return voice.texts.gettext("You were not asked this: the answer is up to {person}.").format(
        person=asked
    )


_OF_RIGHTS: Refusals = {
    NOT_MODERATOR: sentence("Only the chat's moderators can do this."),
    ONLY_ONESELF: sentence("You can ask this only about yourself."),
    OWN_CASE: sentence("Nobody acts in their own case: please ask another moderator."),
    OWN_FAMILY: sentence(
        "This is about your own family, so it is not yours to decide: another moderator"
        " or the college's administrator does."
    ),
    OWN_GRIEVANCE: sentence(
        "What was done to you is recorded by another moderator, not by yourself."
    ),
    AGAINST_MODERATOR: sentence(
        "A moderator cannot act against another moderator: please turn to the college's"
        " administrator."
    ),
    NOT_PARTICIPANT: sentence(
        "That is not a participant of this chat. Answer a participant's message, or name them."
    ),
    NOT_ADDRESSED: sentence(
        "This notice is for other participants. To read the rules: {rules}.", rules=Command.RULES
    ),
    ACKNOWLEDGED_ALREADY: sentence("It is already recorded that you know the rules. Thank you!"),
    EVERYBODY_KNOWS: sentence("Everybody has acknowledged the rules."),
    ASKED_TODAY: sentence("Everybody was asked today. You can ask again tomorrow."),
    NOTICE_OUTDATED: sentence(
        "The rules have changed since. Please read the new ones: {rules}.", rules=Command.RULES
    ),
    TOO_LATE_TO_UNDO: sentence(
        "The time for undoing is over. A violation can be annulled: {annul}.", annul=Command.ANNUL
    ),
    NOTHING_TO_UNDO: sentence("There is nothing left to undo here."),
    NotAsked: _not_asked,
}

REFUSALS: Refusals = {
    **_OF_RIGHTS,
    **violations.REFUSALS,
    **blocks.REFUSALS,
    **apologies.REFUSALS,
    **appeals.REFUSALS,
    **chats.REFUSALS,
    **invitations.REFUSALS,
    **silence.REFUSALS,
    **leavers.REFUSALS,
    **suspicions.REFUSALS,
    **complaints.REFUSALS,
    **guardians.REFUSALS,
    **reporters.REFUSALS,
    **signals.REFUSALS,
    **brakes.REFUSALS,
    **spread.REFUSALS,
    **suspensions.REFUSALS,
    **wordlist.REFUSALS,
}
"""The wording of each refusal, by its key."""


def refused(voice: Voice, reason: Refusal, *, by: Named | None = None) -> str:
    """Return why the policy refused, with the clause at the end; `by` is the person it names."""
    said = REFUSALS[reason.key](reason, voice, by)
    clause = voice.cited(reason.clause)
    # the clause belongs to the sentence, before its full stop
    return f"{said[:-1]} ({clause})." if said.endswith(".") else f"{said} ({clause})"
