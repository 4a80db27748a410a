"""Notices about reports and other files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSent:
    """A report, of which chat or chats and of when; the files go along."""

    title: str
    period: str


ReportNotice = ReportSent
