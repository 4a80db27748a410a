"""Requests about the chat itself (п. 5.12.1, 5.12.2)."""

from dataclasses import dataclass

from rules.cases.people import Actor
from rules.detectors.detection import Detection
from rules.ids import ChatId
from rules.settings import Kind, Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptChat:
    """Somebody says whose chat it is; `group` is "" where it belongs to none.

    `known`: the college's list has them as a teacher or an employee.
    """

    by: Actor
    kind: Kind
    group: str
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmChat:
    """An administrator says that an adopted chat is the college's; `confirmed`: that is known."""

    by: Actor
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisownChat:
    """An administrator says that an adopted chat is not the college's."""

    by: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSetting:
    """Somebody wants something set differently; `value` as it was typed or pressed.

    `staff` are the chats of staff that whoever asks is in: cards can go there. `found` is what
    detectors find in words that the chat would read again and again.
    """

    by: Actor
    setting: Setting
    value: str
    staff: frozenset[ChatId] = frozenset()
    found: tuple[Detection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointModerator:
    """Make the case's member a moderator of the chat."""

    by: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class DismissModerator:
    """Let the case's member be a moderator no longer, as far as that was appointed."""

    by: Actor


ChatRequest = (
    AdoptChat | ConfirmChat | DisownChat | ChangeSetting | AppointModerator | DismissModerator
)
