"""Answers that belong to no subject: to mistakes, presses and dialogues, with help or a report."""

from collections.abc import Mapping
from datetime import datetime

from handlers.commands import ROWS, Command, Group
from handlers.voice import LONGEST_NAME, Named, Said, Voice, fixed, quote
from rules.appeals import LONGEST_WORDS
from rules.clauses import Clause
from rules.ids import RuleNumber, ViolationNumber

messenger_silent = fixed(
    "{messenger} is not answering just now, so nothing was done. Please try once more."
)
rights_unchecked = fixed("Your rights could not be checked, so nothing was done. Please try again.")
no_unblocking = fixed(
    "A block ends before its term if nobody objects to an apology ({apology}), or if an"
    " administrator decides so on a complaint ({appeal}). Was it a mistake? Annul the record on"
    " which it rests: {annul} 12 the reason.",
    apology=Clause.FORGIVENESS,
    appeal=Clause.CONFLICTS,
    annul=Command.ANNUL,
)
"""Say how a block can end, to those who type that they want to end it."""

undo_block = fixed("Annul the block")
nothing_chosen = fixed("Nothing was chosen, so nothing was done.")
done = fixed("Done.")
outdated = fixed("This button no longer works.")
answered = fixed("The answer is in your private messages.")
decision_waits = fixed(
    "To the moderators: a decision waits for you. Please write me in private: {cards}.",
    cards=Command.CARDS,
)
"""Ask in the chat that a moderator allow private messages: something waits for them."""

answered_elsewhere = fixed(
    "Nothing was done yet: I answer in private. Please write me anything there, then repeat it"
    " here."
)
"""Say in the chat that the asker has to open the private conversation for an answer."""

done_elsewhere = fixed("Done. I tell the details in private: please write to me there.")
answered_above = fixed("The answer is a little above. I answer in private at any time.")
"""Answer a command that was answered in the chat a moment ago."""

help_offered = fixed("What can I help with?")
shown_below = fixed("The new text is below.")
"""Say that the words were changed and are shown again below."""

dropped = fixed("Nothing was sent.")
choose_first = fixed("I have kept these words. Choose above what they are about.")
forgotten = fixed("The time is over: nothing was sent.")


GROUPS: Mapping[Group, Said] = {
    Group.RULES: fixed("Rules and records"),
    Group.CONTEST: fixed("Contest or apologise"),
    Group.MEASURES: fixed("Violations and blocks"),
    Group.WATCH: fixed("What I look for"),
    Group.PEOPLE: fixed("Participants"),
    Group.CHAT: fixed("The chat"),
}
"""The name of a group of commands."""


def unknown_command(voice: Voice, *, word: str, nearest: Command | None) -> str:
    """Answer an unknown command with the nearest one, if any."""
    _ = voice.texts.gettext
    if nearest is None:
        return _("I do not know the command “{word}”. What I can do: {help}.").format(
            word=quote(word, LONGEST_NAME), help=voice.command(Command.HELP)
        )
    return _("I do not know the command “{word}”. Did you mean {nearest}?").format(
        word=quote(word, LONGEST_NAME), nearest=voice.command(nearest)
    )


def meant_perhaps(voice: Voice, *, word: str) -> str:
    """Ask whether one of the commands below was meant."""
    return voice.texts.gettext("I do not know the command “{word}”. Perhaps this one?").format(
        word=quote(word, LONGEST_NAME)
    )


def no_such_act(voice: Voice, *, word: str) -> str:
    """Say that nobody is simply taken out of a chat, and ask what to do instead (п. 5.12.7)."""
    return voice.texts.gettext(
        "“{word}” alone is not possible: a rule has to be broken ({clause}). What shall I do?"
    ).format(word=quote(word, LONGEST_NAME), clause=voice.cited(Clause.GROUNDS))


def expected(voice: Voice, *, command: Command) -> str:
    """Say that a command's arguments were not understood, and what it expects."""
    return voice.texts.gettext("I did not understand that. Expected: {usage}").format(
        usage=_usage(command, voice)
    )


def answer_needed(voice: Voice, *, command: Command) -> str:
    """Say that the command has to answer the message it is about."""
    return voice.texts.gettext(
        "Please answer the message that this is about with the command. Expected: {usage}"
    ).format(usage=_usage(command, voice))


def nobody_named(voice: Voice, *, command: Command) -> str:
    """Say that the command does not name a person."""
    return voice.texts.gettext(
        "Whom is it about? Answer a message of theirs, or name them. Expected: {usage}"
    ).format(usage=_usage(command, voice))


def nobody_found(voice: Voice, *, words: str, private: bool) -> str:
    """Say that no member of the chat has that name; in `private`, nobody in the asker's chats."""
    _ = voice.texts.gettext
    said = (
        _("Nobody in your chats is called “{words}”. Try @name or a link.")
        if private
        else _("Nobody in this chat is called “{words}”. Try @name or a link.")
    )
    return said.format(words=quote(words, LONGEST_NAME))


def several_found(voice: Voice, *, words: str, people: tuple[Named, ...]) -> str:
    """Say that several members have that name."""
    return voice.texts.gettext(
        "Several participants are called “{words}”: {people}. Please use @name or a link,"
        " or answer a message of theirs."
    ).format(
        words=quote(words, LONGEST_NAME),
        people=voice.texts.listed(f"{voice.name(person)} (id{person.member})" for person in people),
    )


def period_ahead(voice: Voice, *, since: datetime) -> str:
    """Say that the period of a report begins only at `since` (UTC)."""
    return voice.texts.gettext("Nothing to report yet: that period begins on {day}.").format(
        day=voice.texts.day(since, voice.zone)
    )


def _usage(command: Command, voice: Voice) -> str:
    return voice.texts.gettext(ROWS[command].usage).format(name=voice.command(command))


def which_rule(voice: Voice, *, unknown: RuleNumber | None, about: Named | None = None) -> str:
    """Ask which rule was broken, `about` a person who was guessed; there is no rule `unknown`."""
    if about is not None:
        asked = voice.texts.gettext("{person}: which rule was broken?")
        return asked.format(person=voice.name(about))
    return _no_such(voice, unknown) + voice.texts.gettext("Which rule was broken?")


def rule_to_remind_of(
    voice: Voice, *, unknown: RuleNumber | None, about: Named | None = None
) -> str:
    """Ask of which rule to remind, `about` a person who was guessed; no rule is `unknown`."""
    if about is not None:
        asked = voice.texts.gettext("{person}: of which rule should I remind?")
        return asked.format(person=voice.name(about))
    return _no_such(voice, unknown) + voice.texts.gettext("Of which rule should I remind?")


def _no_such(voice: Voice, unknown: RuleNumber | None) -> str:
    if unknown is None:
        return ""
    return voice.texts.gettext("There is no rule {number} here.").format(number=unknown) + " "


def how_long(voice: Voice, *, member: Named) -> str:
    """Ask for how long to block a person."""
    return voice.texts.gettext("For how long should {person} be blocked?").format(
        person=voice.name_of_whom(member)
    )


def why_annul(voice: Voice, *, number: ViolationNumber) -> str:
    """Ask why a violation is to be annulled."""
    return voice.texts.gettext("Why should record No. {number} be annulled?").format(number=number)


def whom(voice: Voice) -> str:
    """Ask whom a command is about, with a button for each person below."""
    return voice.texts.gettext("Whom is it about? Press a name or write it.")


def which_act(voice: Voice, *, of: Named | None = None) -> str:
    """Ask what is to be taken back, `of` a person; None: of the chat's latest records."""
    if of is None:
        return voice.texts.gettext("Which record should be annulled?")
    return voice.texts.gettext("{person}: what should be taken back?").format(person=voice.name(of))


def nothing_to_take_back(voice: Voice, *, of: Named | None = None) -> str:
    """Say that there is nothing that the asker could take back."""
    if of is None:
        return voice.texts.gettext("There is nothing to annul here: no record counts.")
    return voice.texts.gettext("{person}: there is nothing that you could take back.").format(
        person=voice.name(of)
    )


def record_label(voice: Voice, *, number: ViolationNumber, words: str) -> str:
    """Return the label of the button that chooses a record."""
    label = voice.texts.gettext("No. {number} · {words}")
    return label.format(number=number, words=quote(words, LONGEST_NAME))


def annul_record(voice: Voice, *, number: ViolationNumber) -> str:
    """Return the label of the button that annuls the record on which a block rests."""
    return voice.texts.gettext("Annul record No. {number}").format(number=number)


def undo_removal(voice: Voice) -> str:
    """Return the label of the button that takes back the removal of a message."""
    return voice.texts.gettext("Removal of the message")


def undo_reminder(voice: Voice) -> str:
    """Return the label of the button that withdraws a reminder."""
    return voice.texts.gettext("The reminder")


def whose_block(voice: Voice) -> str:
    """Ask whose block is meant."""
    return voice.texts.gettext("Whose block is it about?")


def nobody_blocked(voice: Voice) -> str:
    """Say that there is nobody to unblock."""
    return voice.texts.gettext("Nobody is blocked now.")


def unblocking(voice: Voice, *, member: Named, ends_at: datetime, by_button: bool) -> str:
    """Say how this member's block, until `ends_at` (UTC), can end before its term.

    `by_button`: a button below annuls it, or the record on which it rests.
    """
    _ = voice.texts.gettext
    blocked = voice.gendered(member, "{person} is blocked until {ends}.").format(
        person=voice.name(member), ends=voice.until(ends_at)
    )
    if by_button:
        mistake = _("Was it a mistake? Press the button.")
        blocked = f"{blocked} {mistake}"
    others = _(
        "Otherwise it ends early if nobody objects to an apology ({apology}), or if an"
        " administrator decides so on a complaint ({appeal})."
    ).format(apology=voice.cited(Clause.FORGIVENESS), appeal=voice.cited(Clause.CONFLICTS))
    return f"{blocked}\n{others}"


_ONLY_IN_A_CHAT = frozenset({Command.MEMBERS, Command.REPORT})
"""Commands that must be given in their chat, although the answer is private."""


def said_already(voice: Voice) -> str:
    """Answer a mistake that was made again: the answer is the one above."""
    return voice.texts.gettext("The answer is the same as above. What I can do: {help}.").format(
        help=voice.command(Command.HELP)
    )


def about_chat(voice: Voice, *, chat: str, worded: str) -> str:
    """Say in private of which chat an answer is; `worded` is the answer."""
    return voice.texts.gettext("“{chat}”: {text}").format(chat=voice.chat(chat), text=worded)


def write_first(voice: Voice, *, command: Command) -> str:
    """Say how to open the private conversation, for a command that is answered there."""
    _ = voice.texts.gettext
    if command in _ONLY_IN_A_CHAT:
        return _(
            "That goes to your private messages. Please write me anything in private first,"
            " then ask again."
        )
    return _(
        "The answer is for you alone, and I cannot write to you in private yet. Open the"
        " bot's community, choose “Message” and send: {command}"
    ).format(command=voice.command(command))


def purpose_of(voice: Voice, command: Command) -> str:
    """Return what a command is for, as a button says it."""
    if not ROWS[command].purpose:
        return voice.command(command)
    purpose = voice.texts.gettext(ROWS[command].purpose)
    return purpose[:1].upper() + purpose[1:]


def help_page(voice: Voice, *, group: Group, hidden: frozenset[Command]) -> str:
    """List a group's commands, without the `hidden` ones."""
    _ = voice.texts.gettext
    lines = [
        " — ".join((voice.command(command), _(row.purpose)))
        for command, row in ROWS.items()
        if row.group is group and command not in hidden
    ]
    return "\n".join(lines) or GROUPS[group](voice)


def preview(head: str, text: str, until: datetime, voice: Voice) -> str:
    """Show words under a head that names their readers, and ask whether to send them.

    They wait until `until` (UTC).
    """
    asked = voice.texts.gettext("Send it? It cannot be taken back. I wait until {until}.").format(
        until=voice.texts.time(until, voice.zone)
    )
    return f"{head}\n{quote(text, LONGEST_WORDS)}\n\n{asked}"


def ask_more(voice: Voice, *, anew: bool) -> str:
    """Ask for more words, or (`anew`) for words that replace those."""
    _ = voice.texts.gettext
    if anew:
        return _("Write it anew in one message. I will show it to you before it goes.")
    return _("Write what is to be added. I will show you the whole before it goes.")


def sent(voice: Voice, *, text: str) -> str:
    """Say that the words were sent."""
    return voice.texts.gettext("Sent:\n{text}").format(text=quote(text, LONGEST_WORDS))


def report(voice: Voice, *, title: str, period: str) -> str:
    """Name the chats and the period of the attached report."""
    return voice.texts.gettext("Report ({clause}): {title}, {period}.").format(
        clause=voice.cited(Clause.FIGURES), title=voice.chat(title), period=period
    )
