"""Invitations and the chat's link (п. 5.12.3)."""

from datetime import datetime

from handlers.voice import Named, Voice
from handlers.words.rows import JournalLine, Refusals, sentence
from rules.clauses import Clause
from rules.conduct import Rule
from rules.ids import InvitationNumber
from rules.vocabulary.invitations import (
    IN_THE_CHAT_ALREADY,
    INVITATION_VOID,
    NO_SUCH_INVITATION,
    InvitationFact,
    InvitationMade,
    InvitationRevoked,
    InvitationUsed,
)


def given(
    voice: Voice,
    *,
    number: InvitationNumber,
    chat: str,
    link: str,
    single: bool,
    expires_at: datetime,
) -> str:
    """Show an invitation: a link to the private conversation, valid until `expires_at` (UTC)."""
    _ = voice.texts.gettext
    said = (
        _(
            "Invitation No. {number} to the chat “{chat}” ({clause}), for one person, good"
            " until {expires}:\n{link}\n"
            "By this link the newcomer first reads the rules."
        )
        if single
        else _(
            "Invitation No. {number} to the chat “{chat}” ({clause}), for everyone, good"
            " until {expires}:\n{link}\n"
            "By this link a newcomer first reads the rules."
        )
    )
    return said.format(
        number=number,
        chat=voice.chat(chat),
        clause=voice.cited(Clause.ACQUAINTANCE),
        expires=voice.moment(expires_at),
        link=link,
    )


def revoked(voice: Voice, *, number: InvitationNumber, by: Named) -> str:
    """Say that a moderator revoked an invitation."""
    return voice.gendered(by, "{by} revoked invitation No. {number} ({clause}).").format(
        number=number, by=voice.who(by), clause=voice.cited(Clause.ACQUAINTANCE)
    )


def rules_shown(voice: Voice, *, chat: str, rules: tuple[Rule, ...]) -> str:
    """Show a chat's rules to a newcomer with an invitation."""
    return voice.texts.gettext(
        "You are invited to the chat “{chat}”. Please read its rules of conduct ({clause})"
        " and press the button below: then you get the link.\n{rules}"
    ).format(
        chat=voice.chat(chat), clause=voice.cited(Clause.ACQUAINTANCE), rules=voice.rules(rules)
    )


def accepted(voice: Voice, *, chat: str) -> str:
    """Say that the acknowledgement is recorded; the chat's link follows."""
    return voice.texts.gettext(
        "Thank you! It is recorded that you know the rules of the chat “{chat}”"
        " ({clause}). Here is its link:"
    ).format(chat=voice.chat(chat), clause=voice.cited(Clause.ACQUAINTANCE))


def invited_back(voice: Voice, *, chat: str) -> str:
    """Say that the block is over; the chat's link follows."""
    return voice.texts.gettext(
        "Your block in the chat “{chat}” is over. You can come back by this link:"
    ).format(chat=voice.chat(chat))


def failed(voice: Voice, *, member: Named, chat: str) -> str:
    """Tell the moderators that a person could not be sent the chat's link."""
    return voice.texts.gettext(
        "I could not give {person} the link of the chat “{chat}”: {messenger} did not let me."
        " Please invite them yourself."
    ).format(messenger=voice.messenger_in_full, person=voice.to_whom(member), chat=voice.chat(chat))


def line(fact: InvitationFact, _line: JournalLine, voice: Voice) -> str:
    """Return the journal line for a fact about an invitation; never its code."""
    _ = voice.texts.gettext
    match fact:
        case InvitationMade(number=number, single=single, expires_at=expires_at):
            said = (
                _("invitation No. {number} for one person, until {expires}")
                if single
                else _("invitation No. {number} for everyone, until {expires}")
            )
            return said.format(number=number, expires=voice.moment(expires_at))
        case InvitationRevoked(number=number):
            return _("invitation No. {number} revoked").format(number=number)
        case InvitationUsed(number=number):
            return _("came by invitation No. {number}").format(number=number)


REFUSALS: Refusals = {
    INVITATION_VOID: sentence(
        "This invitation is not valid. Please ask the moderator for a new one."
    ),
    NO_SUCH_INVITATION: sentence("There is no valid invitation of that number in this chat."),
    IN_THE_CHAT_ALREADY: sentence("You are in this chat already."),
}
