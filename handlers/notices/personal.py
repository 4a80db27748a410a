"""Notices about what is kept of the one who asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.commands import Command
from handlers.notices import Named
from handlers.words.lines import JournalLine
from rules.conduct import Rule
from rules.ids import ChatId, MemberId, ViolationNumber
from rules.policy import Keeping
from storage.personal import Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDataSent:
    """The file with everything goes along with this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateFirst:
    """The answer is for nobody else's eyes, and the asker takes no private messages yet."""

    command: Command


PersonalNotice = OwnDataSent | PrivateFirst


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """What is in the file: everything, with the names of those who decided.

    `rules` gives the rule of each violation as it was then; `lines` the journal's entries, of
    whom nobody is named but moderators who decided about the asker.
    """

    personal: Personal
    rules: Mapping[tuple[ChatId, ViolationNumber], Rule | None]
    about: Mapping[ChatId, tuple[JournalLine, ...]]
    own: Mapping[ChatId, tuple[JournalLine, ...]]
    people: Mapping[MemberId, Named]
    keeping: Keeping
    administrator: bool
