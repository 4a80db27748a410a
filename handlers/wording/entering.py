"""Words for invitations, newcomers who are asked once more, and quiet hours."""

from typing import assert_never

from handlers.notices.entering import (
    EnteringNotice,
    InvitationAccepted,
    InvitationGiven,
    InvitationGone,
    InvitationRules,
    InvitedBack,
    InviteFailed,
    LateReminder,
    NewcomersAsked,
)
from handlers.quoting import quote
from handlers.voice import LONGEST_NOTE, Voice
from handlers.wording.values import span
from rules.clauses import Clause

_MOST_ASKED = 40
"""How many are named in one message; who else is due has read the greeting."""


def word_entering(notice: EnteringNotice, voice: Voice) -> str:
    """Give the words of a notice about entering a chat."""
    _ = voice.texts.gettext
    clause = voice.cited(Clause.ACQUAINTANCE)
    match notice:
        case InvitationGiven() | InvitationGone():
            return _word_invitation(notice, voice)
        case InvitationRules(chat=chat, rules=rules):
            return _(
                "You are invited to the chat “{chat}”. Please read its rules of conduct ({clause})"
                " and press the button below: then you get the link.\n{rules}"
            ).format(chat=quote(chat, LONGEST_NOTE), clause=clause, rules=voice.rules(rules))
        case InvitationAccepted(chat=chat):
            return _(
                "Thank you! It is recorded that you know the rules of the chat “{chat}”"
                " ({clause}). Here is its link:"
            ).format(chat=quote(chat, LONGEST_NOTE), clause=clause)
        case InvitedBack(chat=chat):
            return _(
                "Your block in the chat “{chat}” is over. You can come back by this link:"
            ).format(chat=quote(chat, LONGEST_NOTE))
        case InviteFailed(member=member, chat=chat):
            return _(
                "I could not give {person} the link of the chat “{chat}”: VK did not let me."
                " Please invite them yourself."
            ).format(person=voice.to_whom(member), chat=quote(chat, LONGEST_NOTE))
        case NewcomersAsked(members=members):
            shown = [voice.who(member) for member in members[:_MOST_ASKED]]
            return _(
                "{people}, please read the rules of this chat and press the button below"
                " ({clause})."
            ).format(people=", ".join(shown), clause=clause)
        case LateReminder(quiet=quiet):
            return _(
                "It is quiet time in this chat ({hours}). Nobody is shut out ({clause}), but if"
                " it can wait, let us leave it until the morning."
            ).format(hours=span(quiet), clause=voice.cited(Clause.ROUND_THE_CLOCK))
        case _:
            assert_never(notice)


def _word_invitation(notice: InvitationGiven | InvitationGone, voice: Voice) -> str:
    _ = voice.texts.gettext
    clause = voice.cited(Clause.ACQUAINTANCE)
    match notice:
        case InvitationGiven(single=single):
            said = (
                _(
                    "Invitation No. {number} to the chat “{chat}” ({clause}), for one person, good"
                    " until {expires}:\n{link}\n"
                    "By this link the newcomer reads the rules, acknowledges them, and gets the"
                    " chat's link."
                )
                if single
                else _(
                    "Invitation No. {number} to the chat “{chat}” ({clause}), for everyone, good"
                    " until {expires}:\n{link}\n"
                    "By this link a newcomer reads the rules, acknowledges them, and gets the"
                    " chat's link."
                )
            )
            return said.format(
                number=notice.number,
                chat=quote(notice.chat, LONGEST_NOTE),
                clause=clause,
                expires=voice.moment(notice.expires_at),
                link=notice.link,
            )
        case InvitationGone(number=number, by=by):
            return _("Invitation No. {number} was revoked by {by} ({clause}).").format(
                number=number, by=voice.who(by), clause=clause
            )
        case _:
            assert_never(notice)
