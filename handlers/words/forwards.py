"""Messages that people forward to the bot in private, to have something done about them."""

from handlers.commands import Command
from handlers.voice import Named, Voice, fixed, quote
from rules.conduct import Rule
from rules.ids import ViolationNumber

_LONGEST_TEXT = 200

LONGEST_LABEL = 36
"""Characters of a message on a button."""


gone = fixed("This message is not in the chat any more, so nothing was done.")


def what_to_do(voice: Voice, *, chat: str, member: Named, text: str) -> str:
    """Say from which chat a message is, and ask what to do about it."""
    _ = voice.texts.gettext
    head = _("This is from “{chat}”.").format(chat=voice.chat(chat))
    said = _("{person}: “{text}”").format(
        person=voice.who(member), text=quote(text, _LONGEST_TEXT) or "…"
    )
    return "\n".join([head, said, _("What should be done?")])


def which(voice: Voice, *, chats: bool) -> str:
    """Ask which message is meant; `chats`: by the chat from which it is."""
    _ = voice.texts.gettext
    return _("From which chat is this message?") if chats else _("Which message is it about?")


def which_rule(voice: Voice, *, removes: bool) -> str:
    """Ask under which rule a message is recorded, or only removed."""
    _ = voice.texts.gettext
    return _("Under which rule is it removed?") if removes else _("Which rule was broken?")


def not_found(voice: Voice, *, moderates: bool) -> str:
    """Say that the message was found in none of the reader's chats, and what they can do."""
    _ = voice.texts.gettext
    if not moderates:
        return _("I cannot find this message in the chats that we share.")
    return _(
        "I cannot find this message in your chats. Answer it there: {record} records it,"
        " {remove} removes it."
    ).format(record=voice.command(Command.VIOLATION), remove=voice.command(Command.DELETE))


def report_offered(voice: Voice, *, chat: str | None) -> str:
    """Offer a member to report a message to the moderators of `chat`; None: one of several."""
    _ = voice.texts.gettext
    if chat is None:
        return _("Which message shall I show to the moderators? They will not see who reported it.")
    head = _("This is from “{chat}”.").format(chat=voice.chat(chat))
    ask = _("Shall I show it to the moderators? They will not see who reported it.")
    return f"{head} {ask}"


def done(
    voice: Voice, *, chat: str, rule: Rule, number: ViolationNumber | None, removed: bool
) -> str:
    """Say what was done in the chat; `number` is that of the record, if there is one."""
    _ = voice.texts.gettext
    if number is None:
        said = _("Removed in “{chat}”: {rule}.")
    elif removed:
        said = _("Removed and recorded in “{chat}”: No. {number}, {rule}.")
    else:
        said = _("Recorded in “{chat}”: No. {number}, {rule}.")
    done = said.format(chat=voice.chat(chat), number=number, rule=voice.cited_rule(rule))
    return " ".join([done, _("It can be undone there, under my message.")])
