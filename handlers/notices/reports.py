"""Notices about reports and other files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSent:
    """A report, of which chat or chats and of when; the files go along."""

    title: str
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportNowhere:
    """What was asked for goes by private message, and the asker takes none."""


ReportNotice = ReportSent | ReportNowhere
