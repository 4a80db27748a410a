"""Requests about a chat's silence (п. 5.12.4), and messages written in spite of a hush."""

from dataclasses import dataclass
from datetime import datetime

from rules.cases.people import Actor
from rules.ids import MessageId
from rules.terms import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginSilence:
    """A moderator wants the chat to be read-only for a while."""

    by: Actor
    term: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSilence:
    """A moderator wants everybody to write again; `by` None: the clock does."""

    by: Actor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HushMessage:
    """A message of the case's member came through: must it go?

    It was written at `posted_at` (UTC); `announced` is the chat's message that told of the latest
    silence, where that is known.
    """

    message: MessageId
    posted_at: datetime
    announced: MessageId | None = None


SilenceRequest = BeginSilence | EndSilence | HushMessage
