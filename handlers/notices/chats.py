"""Notices about the chat itself, the rules of conduct and newcomers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsMissing:
    """The bot was added and cannot work yet: what to switch on, and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsStillMissing:
    """Someone asked for something, or pressed «Готово», and the rights are not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """The bot has its rights: what it does. Before its adoption it asks whose chat it is."""

    adopted: bool


ChatNotice = RightsMissing | RightsStillMissing | Introduction
