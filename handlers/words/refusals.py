"""The policy's refusals: the reason, the clause, and what to do instead."""

from handlers.named import Named
from handlers.voice import Voice
from handlers.words import (
    apologies,
    appeals,
    blocks,
    chats,
    invitations,
    leavers,
    rights,
    silence,
    suspicions,
    violations,
    wordlist,
)
from handlers.words.rows import Refusals
from rules.vocabulary.refusal import Refusal

REFUSALS: Refusals = {
    **rights.REFUSALS,
    **violations.REFUSALS,
    **blocks.REFUSALS,
    **apologies.REFUSALS,
    **appeals.REFUSALS,
    **chats.REFUSALS,
    **invitations.REFUSALS,
    **silence.REFUSALS,
    **leavers.REFUSALS,
    **suspicions.REFUSALS,
    **wordlist.REFUSALS,
}
"""The wording of each refusal, by its key."""


def refused(voice: Voice, reason: Refusal, *, by: Named | None = None) -> str:
    """Return why the policy refused, with the clause at the end; `by` is the person it names."""
    said = REFUSALS[reason.key](reason, voice, by)
    clause = voice.cited(reason.clause)
    # the clause belongs to the sentence, before its full stop
    return f"{said[:-1]} ({clause})." if said.endswith(".") else f"{said} ({clause})"
