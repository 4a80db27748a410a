"""Asking the database: everything that handlers, timers and the courier want to know."""

from storage.reading.appeals import AppealReading
from storage.reading.chats import ChatReading
from storage.reading.due import DueReading
from storage.reading.journal import JournalReading
from storage.reading.leavers import LeaverReading
from storage.reading.measures import MeasureReading
from storage.reading.messages import MessageReading
from storage.reading.policies import PolicyReading
from storage.reading.settings import SettingReading
from storage.reading.suspicions import SuspicionReading


class Reading(
    ChatReading,
    MeasureReading,
    JournalReading,
    DueReading,
    MessageReading,
    SettingReading,
    AppealReading,
    PolicyReading,
    LeaverReading,
    SuspicionReading,
):
    """One consistent view of the database, by subjects."""
