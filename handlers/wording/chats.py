"""Words for the chat itself, the rules and newcomers."""

from collections.abc import Sequence
from itertools import accumulate
from typing import assert_never

from handlers.commands import Command
from handlers.notices import Named
from handlers.notices.chats import (
    AcknowledgementRecorded,
    ChatNotice,
    Greeting,
    Introduction,
    RightsMissing,
    RightsStillMissing,
    RulesOfConduct,
)
from handlers.voice import Voice
from rules.clauses import Clause

LONGEST_GREETING = 3750
"""Characters of names and rules: a greeting grows in place, so it has to be one message."""


def word_chat(notice: ChatNotice, voice: Voice) -> str:
    """Give the words of a notice about the chat, the rules or newcomers."""
    _ = voice.texts.gettext
    match notice:
        case RightsMissing():
            return _(
                "Hello! I am the bot that helps to keep order in this chat, but I cannot work yet."
                " The chat's owner or an administrator needs to:\n"
                "1. open the chat's information and the list of members;\n"
                "2. find the bot in it and choose “Make administrator”;\n"
                "3. if VK asks, give the bot access to all messages.\n"
                "Then press the button below. Until then I only wait."
            )
        case RightsStillMissing():
            return _(
                "The bot is not an administrator of this chat yet. Open the list of members,"
                " find the bot and choose “Make administrator”."
            )
        case Introduction(adopted=False):
            return _(
                "Hello! I help the moderators to keep order in chats by section 5.12 of the"
                " college's regulation. Before I begin, a moderator has to adopt this chat"
                " ({clause}): whose is it? Please press a button. Until then I do nothing here."
            ).format(clause=voice.cited(Clause.ADOPTION))
        case Introduction():
            return _(
                "Hello! I help the moderators to keep order in this chat by section 5.12 of the"
                " college's regulation: I show the rules to newcomers, remind of them, record"
                " violations and keep terms of blocks. Only moderators decide on measures, and"
                " I keep a journal of every one of them.\n"
                "What I can do: {help}. The rules: {rules}."
            ).format(help=voice.command(Command.HELP), rules=voice.command(Command.RULES))
        case Greeting():
            return _word_greeting(notice, voice)
        case RulesOfConduct(rules=rules):
            return _("Rules of conduct of this chat ({clause}):\n{rules}").format(
                clause=voice.cited(Clause.ACQUAINTANCE), rules=voice.rules(rules)
            )
        case AcknowledgementRecorded():
            return _("Thank you! It is recorded that you know the rules of conduct.")
        case _:
            assert_never(notice)


def _word_greeting(notice: Greeting, voice: Voice) -> str:
    ngettext = voice.texts.ngettext
    rules = voice.rules(notice.rules)
    people = _welcomed(notice.newcomers, LONGEST_GREETING - len(rules), voice)
    welcome = ngettext(
        "Welcome, {people}! Please read this chat's rules of conduct ({clause}) and press the"
        " button below.\n{rules}",
        "Welcome, {people}! Please read this chat's rules of conduct ({clause}), each of you,"
        " and press the button below.\n{rules}",
        len(notice.newcomers),
    ).format(people=people, clause=voice.cited(Clause.ACQUAINTANCE), rules=rules)
    if notice.read_only:
        waits = voice.texts.gettext("Until you press it, you can only read here.")
        return f"{welcome}\n{waits}"
    return welcome


def _welcomed(newcomers: Sequence[Named], room: int, voice: Voice) -> str:
    mentions = [voice.who(person) for person in newcomers]
    reached = accumulate(len(mention) + len(", ") for mention in mentions)
    shown = max(1, sum(length <= room for length in reached))
    more = len(mentions) - shown
    if more <= 0:
        return voice.texts.listed(mentions)
    others = voice.texts.ngettext("and {n} more", "and {n} more", more).format(n=more)
    return f"{', '.join(mentions[:shown])} {others}"
