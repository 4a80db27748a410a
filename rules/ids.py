"""Types of ids, so that they cannot be mixed up. Each is an integer."""

from typing import NewType

ChatId = NewType("ChatId", int)
"""A group chat, by the number that the messenger gives it for this bot."""

COLLEGE = ChatId(0)
"""The college as a whole; its journal has the entries that belong to no single chat."""

MemberId = NewType("MemberId", int)
"""A person (positive) or a community (negative)."""

NOBODY = MemberId(-(10**15))
"""A person who is no longer known; this and every number below it mean nobody."""

MessageId = NewType("MessageId", int)
"""A message within one chat, by the number that the messenger gives it there."""

RuleNumber = NewType("RuleNumber", int)
"""A rule of conduct, by its number in the policy file."""

ViolationNumber = NewType("ViolationNumber", int)
"""A violation, counted from 1 within its chat."""

BlockNumber = NewType("BlockNumber", int)
"""A block, counted from 1 within its chat."""

VoteNumber = NewType("VoteNumber", int)
"""A vote on an apology, counted from 1 within its chat."""

WithheldNumber = NewType("WithheldNumber", int)
"""A withheld apology, by the number of its entry in the chat's journal."""

ReminderNumber = NewType("ReminderNumber", int)
"""A reminder, counted from 1 within its chat."""

FileId = NewType("FileId", int)
"""A file that the bot made and will send, by its number in storage."""

InvitationNumber = NewType("InvitationNumber", int)
"""An invitation, counted from 1 within its chat."""

AppealNumber = NewType("AppealNumber", int)
"""An appeal, counted from 1 within its chat."""

SuspicionNumber = NewType("SuspicionNumber", int)
"""A suspicion, counted from 1 within its chat."""

DepartureNumber = NewType("DepartureNumber", int)
"""A leaver's departure, counted from 1 within the college."""

ExpulsionNumber = NewType("ExpulsionNumber", int)
"""An expulsion by hand, counted from 1 within its chat."""

SignalNumber = NewType("SignalNumber", int)
"""A call for help, counted from 1 within the college."""

SpreadNumber = NewType("SpreadNumber", int)
"""One text in several chats, counted from 1 within the college."""

HeldNumber = NewType("HeldNumber", int)
"""An act that waits for a second person, counted from 1 within the college."""
