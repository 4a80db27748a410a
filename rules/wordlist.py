"""A chat's own list of words and links to detect (п. 5.12.2)."""

from datetime import datetime

from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.clauses import Clause
from rules.permissions import against, against_ground
from rules.rights import Deed, Place, Press
from rules.vocabulary.wordlist import (
    ENTRY_UNREADABLE,
    EXCEPTED_ALREADY,
    NOT_EXCEPTED,
    NOT_LISTED,
    ExceptWord,
    ListFull,
    ListWord,
    UnexceptWord,
    UnlistWord,
    WordExcepted,
    WordListed,
    WordUnlisted,
    WordWatched,
)

CHANGE_WORDS = Deed(
    "change the chat's own list", Clause.MODERATION, press=Press(Place.PRIVATE, NOT_EXCEPTED)
)

MOST_ENTRIES = 200
"""The list is checked on every message; a longer one belongs into the policy's detectors."""


def put(case: Case, request: ListWord, now: datetime) -> Ruling:
    """Put an entry on the list, or change the rule of an existing one."""
    if refusal := against(CHANGE_WORDS, request.by):
        return Refused(refusal)
    if request.entry is None:
        return Refused(ENTRY_UNREADABLE)
    if request.rule is not None and (refusal := against_ground(case, request.rule)):
        return Refused(refusal)
    if request.entry not in request.listed and len(request.listed) >= MOST_ENTRIES:
        return Refused(ListFull(most=MOST_ENTRIES))
    return Granted((WordListed(by=request.by.member, entry=request.entry, rule=request.rule),))


def take(case: Case, request: UnlistWord, now: datetime) -> Ruling:
    """Take an entry off the list."""
    if refusal := against(CHANGE_WORDS, request.by):
        return Refused(refusal)
    if request.entry not in request.listed:
        return Refused(NOT_LISTED)
    return Granted((WordUnlisted(by=request.by.member, entry=request.entry),))


def except_(case: Case, request: ExceptWord, now: datetime) -> Ruling:
    """Let the chat's detectors point out a word no more."""
    if refusal := against(CHANGE_WORDS, request.by):
        return Refused(refusal)
    if request.digest in request.excepted:
        return Refused(EXCEPTED_ALREADY)
    if len(request.excepted) >= MOST_ENTRIES:
        return Refused(ListFull(most=MOST_ENTRIES))
    by = request.by.member
    return Granted((WordExcepted(by=by, digest=request.digest, entry=request.entry),))


def watch(case: Case, request: UnexceptWord, now: datetime) -> Ruling:
    """Let the chat's detectors point out a word again."""
    if refusal := against(CHANGE_WORDS, request.by):
        return Refused(refusal)
    if request.digest not in request.excepted:
        return Refused(NOT_EXCEPTED)
    entry = request.excepted[request.digest]
    return Granted((WordWatched(by=request.by.member, digest=request.digest, entry=entry),))


DECISIONS: Decisions = {ListWord: put, UnlistWord: take, ExceptWord: except_, UnexceptWord: watch}
