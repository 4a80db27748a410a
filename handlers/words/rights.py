"""Refusals by who asks, and of presses that are not the presser's or come too late."""

from handlers.commands import Command
from handlers.named import Named
from handlers.voice import Voice
from handlers.words.rows import Refusals, sentence
from rules.vocabulary.rights import (
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


REFUSALS: Refusals = {
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
    NOT_PARTICIPANT: sentence("That is not a participant of this chat."),
    NOT_ADDRESSED: sentence(
        "This notice is for other participants. To read the rules: {rules}.", rules=Command.RULES
    ),
    ACKNOWLEDGED_ALREADY: sentence("It is already recorded that you know the rules. Thank you!"),
    NOTICE_OUTDATED: sentence(
        "The rules have changed since. Please read the new ones: {rules}.", rules=Command.RULES
    ),
    TOO_LATE_TO_UNDO: sentence(
        "The time for undoing is over. A violation can be annulled: {annul}.", annul=Command.ANNUL
    ),
    NOTHING_TO_UNDO: sentence("There is nothing left to undo here."),
    NotAsked: _not_asked,
}
