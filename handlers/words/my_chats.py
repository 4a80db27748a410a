"""«Мои беседы»: the chats that a person looks after, and acts in one or several of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.voice import Named, Said, Voice, capital, fixed
from handlers.words.chats import STATES
from handlers.words.settings import choice_words, name_of, value_words, whose
from rules.chats import Trouble
from rules.settings import Kind, Setting
from rules.vocabulary.chats import SettingChanged
from storage.records import ChatState

_MOST_TITLES = 6
_MOST_LINES = 12
_MOST_NAMES = 5
_MOST_CHANGES = 8


choose = fixed("Choose a chat, or several.")
nothing_picked = fixed("Choose at least one chat.")
reminded_in = fixed("Reminded:")
invited_in = fixed("Invitations are ready:")
sent_below = fixed("Sent below:")
undone_in = fixed("Taken back:")
several_named = fixed("Chosen chats")
"""Return the title of a report on several chats."""

_TROUBLES: Mapping[Trouble, Said] = {
    Trouble.UNCONFIRMED: fixed("not confirmed by an administrator"),
    Trouble.UNREACHED: fixed("cards reach nobody: no moderator has written to me in private"),
    Trouble.UNRESTRICTED: fixed("{messenger} does not let me restrict members"),
    Trouble.UNSEEN: fixed("I have not been able to read its members for a day"),
}
"""What is wrong with a chat, as a part of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedChat:
    """One chat in a list of several; `kind` None: not adopted."""

    chat: str
    state: ChatState
    kind: Kind | None
    group: str
    troubles: tuple[Trouble, ...]


def which_chat(voice: Voice) -> str:
    """Ask in which chat a command is to be carried out."""
    return voice.texts.gettext("In which chat?")


def forward_it(voice: Voice) -> str:
    """Say how to remove a message from the private conversation."""
    return voice.texts.gettext("Forward me the message from the chat: I will ask what to do.")


def listed(voice: Voice, *, chats: Sequence[ListedChat], wrong: int, n: int) -> str:
    """List some of the `n` chats that a person looks after, with what is wrong in each.

    Something is `wrong` with so many of all.
    """
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    if not chats:
        return _("There is no chat that you look after.")
    head = _("Your chats:")
    if wrong and n > 1:
        head = ngettext(
            "Your chats: {n}, {wrong} of them needs attention.",
            "Your chats: {n}, {wrong} of them need attention.",
            wrong,
        ).format(n=n, wrong=wrong)
    return "\n".join([head, *(_listed_chat(each, voice) for each in chats)])


def _listed_chat(each: ListedChat, voice: Voice) -> str:
    title, of_whom = titled(each.chat, voice), whose(each.kind, each.group, voice)
    if each.state is not ChatState.SERVED:
        return f"• {title}: {STATES[each.state](voice)}; {of_whom}"
    wrong = [_TROUBLES[trouble](voice) for trouble in each.troubles]
    return f"• {title}: {'; '.join([of_whom, *wrong])}"


def what_is_wrong(voice: Voice, *, trouble: Trouble) -> str:
    """Say what is wrong with the chat shown above."""
    return voice.texts.gettext("Needs attention: {trouble}.").format(
        trouble=_TROUBLES[trouble](voice)
    )


def not_served(voice: Voice, *, state: ChatState) -> str:
    """Say why nothing can be done in a chat, and how to mend that."""
    _ = voice.texts.gettext
    match state:
        case ChatState.UNADOPTED:
            return _("a moderator has to say in the chat whose it is, by a button of my greeting.")
        case ChatState.GONE:
            return _("I am not in the chat. Add me again, and make me an administrator.")
        case _:
            return _(
                "I have no rights there. Open the chat's members, find the bot and choose “Make"
                " administrator”."
            )


def unserved(voice: Voice, *, chat: str, state: ChatState) -> str:
    """Show a chat in which nothing can be done, and how to mend that."""
    return f"{titled(chat, voice)}: {not_served(voice, state=state)}"


def several_chosen(voice: Voice, *, titles: Sequence[str]) -> str:
    """Say which chats are chosen."""
    return voice.texts.gettext("Chosen: {chats}. What should be done?").format(
        chats=titles_of(titles, voice)
    )


def which_chats(voice: Voice, *, one: bool) -> str:
    """Ask in which chats to do what was asked for; `one`: it is done in one at a time."""
    _ = voice.texts.gettext
    return _("In which chat?") if one else _("In which chats?")


def titled(title: str, voice: Voice) -> str:
    """Return a chat's title in quotation marks."""
    return voice.texts.gettext("“{words}”").format(words=voice.chat(title))


def titles_of(titles: Sequence[str], voice: Voice) -> str:
    """Return the titles of chats, the first ones if there are many."""
    return voice.few([titled(title, voice) for title in titles], _MOST_TITLES)


def settings_of_several(voice: Voice, *, titles: Sequence[str]) -> str:
    """Ask which setting to change in several chats."""
    return voice.texts.gettext("Settings of {chats}. Choose what to change.").format(
        chats=titles_of(titles, voice)
    )


def one_in_several(voice: Voice, *, setting: Setting, held: Mapping[str, Sequence[str]]) -> str:
    """Show a setting's values now, each with the titles of the chats that have it."""
    lines = [
        f"• {choice_words(setting, value, voice)}: {titles_of(titles, voice)}"
        for value, titles in held.items()
    ]
    return "\n".join([f"{capital(name_of(setting, voice))}.", *lines])


def whose_settings(voice: Voice, *, titles: Sequence[str]) -> str:
    """Ask from which chat to take the settings over."""
    return voice.texts.gettext("From which chat should {chats} take its settings?").format(
        chats=titles_of(titles, voice)
    )


def preview(
    voice: Voice,
    *,
    of: str,
    lines: Sequence[str],
    same: Sequence[str],
    refused: Sequence[tuple[str, str]],
) -> str:
    """Show what changes in each chat if it takes over the settings `of` another one."""
    _ = voice.texts.gettext
    if refused:
        lines = [*lines, *(f"• {titled(title, voice)}: {why}" for title, why in refused)]
    if not lines:
        return _("Everything is set as in “{chat}” already.").format(chat=voice.chat(of))
    said = [_("As in “{chat}”. What changes:").format(chat=voice.chat(of)), *_cut(lines, voice)]
    if same:
        said.append(_("No changes: {chats}.").format(chats=titles_of(same, voice)))
    return "\n".join(said)


def preview_line(voice: Voice, *, chat: str, changes: Sequence[SettingChanged]) -> str:
    """Return what would change in one chat."""
    _ = voice.texts.gettext
    parts = [
        _("{setting}: {before} → {value}").format(
            setting=name_of(each.setting, voice),
            before=value_words(each.setting, each.before, voice) if each.before else "–",
            value=value_words(each.setting, each.value, voice),
        )
        for each in changes[:_MOST_CHANGES]
    ]
    if (more := len(changes) - _MOST_CHANGES) > 0:
        parts.append(voice.more(more))
    return f"• {titled(chat, voice)}: {'; '.join(parts)}"


def _cut(lines: Sequence[str], voice: Voice) -> list[str]:
    more = len(lines) - _MOST_LINES
    if more <= 0:
        return list(lines)
    ngettext = voice.texts.ngettext
    others = ngettext("and {n} more chat", "and {n} more chats", more).format(n=more)
    return [*lines[:_MOST_LINES], others]


def members_line(voice: Voice, *, chat: str, present: int, missing: tuple[Named, ...]) -> str:
    """Return how many of a chat have not acknowledged the rules, and the first of them."""
    _ = voice.texts.gettext
    title = voice.chat(chat)
    if not missing:
        return _("• “{chat}”: all {n} have acknowledged the rules").format(chat=title, n=present)
    names = [voice.name(each) for each in missing[:_MOST_NAMES]]
    said = _("• “{chat}”: {missing} of {n} have not acknowledged the rules: {people}").format(
        chat=title, missing=len(missing), n=present, people=", ".join(names)
    )
    more = len(missing) - _MOST_NAMES
    return f"{said} {voice.more(more)}" if more > 0 else said


def invitation_line(voice: Voice, *, chat: str, link: str, until: datetime) -> str:
    """Return one of several invitations, good until then (UTC)."""
    return voice.texts.gettext("• “{chat}”, good until {expires}: {link}").format(
        chat=voice.chat(chat), expires=voice.moment(until), link=link
    )


def how_long_silent(voice: Voice, *, titles: Sequence[str]) -> str:
    """Ask for how long only moderators are to write."""
    return voice.texts.gettext("Quiet in {chats}: for how long?").format(
        chats=titles_of(titles, voice)
    )


def what_to_remind_of(voice: Voice, *, titles: Sequence[str]) -> str:
    """Ask of which rules to remind."""
    return voice.texts.gettext("Of what should I remind in {chats}?").format(
        chats=titles_of(titles, voice)
    )


def which_period(voice: Voice, *, titles: Sequence[str]) -> str:
    """Ask for which period a report is to be."""
    return voice.texts.gettext("Report on {chats}: for what time?").format(
        chats=titles_of(titles, voice)
    )


def outcome(
    voice: Voice,
    *,
    what: str,
    done: Sequence[str],
    same: Sequence[str],
    refused: Sequence[tuple[str, str]],
    lines: Sequence[str] = (),
) -> str:
    """Say `what` was done in which chats, where it was so already, and where it was not done."""
    _ = voice.texts.gettext
    said = list(lines)
    if done and what:
        said.insert(0, f"{what} {titles_of(done, voice)}.")
    if same:
        said.append(_("It was so already: {chats}.").format(chats=titles_of(same, voice)))
    if refused:
        said += _cut([f"• {titled(title, voice)}: {why}" for title, why in refused], voice)
    return "\n".join(said) or _("Done.")


def set_in(voice: Voice, *, setting: Setting, value: str) -> str:
    """Say what was set, before the chats in which."""
    return f"{capital(name_of(setting, voice))}: {value_words(setting, value, voice)} —"


def taken_over_in(voice: Voice, *, of: str) -> str:
    """Say that settings were taken over, before the chats in which."""
    return voice.texts.gettext("Set as in “{chat}”:").format(chat=voice.chat(of))


def silent_in(voice: Voice, *, ends: bool) -> str:
    """Say that only moderators write, or (`ends`) everybody again, before the chats in which."""
    _ = voice.texts.gettext
    return _("The quiet is over:") if ends else _("Only moderators write:")
