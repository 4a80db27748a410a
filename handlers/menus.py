"""The menu that stays under the field of a private conversation, by role and state.

A tap sends its label as text: `handlers.commands.is_label` knows them all.
"""

from handlers.conversation.scene import Scene
from handlers.greetings import state_of
from handlers.voice import Voice
from rules.ids import MemberId
from storage.effects import Menu


async def menu_of(scene: Scene, member: MemberId) -> Menu | None:
    """Return the menu of a person's private conversation; None leaves it as it is."""
    state, voice = await state_of(scene, member), scene.voice
    if state.administrator:
        return administrators_menu(voice, waiting=state.work.count)
    if state.moderates:
        return moderators_menu(voice, waiting=state.work.count)
    if not (state.present or state.blocks):
        return None
    return members_menu(voice, apologises=state.apologises, contests=state.contests)


def moderators_menu(voice: Voice, *, waiting: int) -> Menu:
    """Return a moderator's menu."""
    _ = voice.texts.gettext
    first = (_counted(_("Cases"), waiting), _("My chats"))
    return (first, (_("A person's record"), _("Report")), (_("Help"),))


def administrators_menu(voice: Voice, *, waiting: int) -> Menu:
    """Return an administrator's menu."""
    _ = voice.texts.gettext
    return ((_counted(_("Cases"), waiting), _("Chats")), (_("Report"), _("Help")))


def members_menu(voice: Voice, *, apologises: bool, contests: bool) -> Menu:
    """Return a student's or a parent's menu, with the ways out that are open to them."""
    _ = voice.texts.gettext
    ways = [
        *((_("Apologise"),) if apologises else ()),
        *((_("Contest"),) if contests else ()),
    ]
    first = (_("My records"), _("Rules"))
    help_needed = (_("I need help"),)
    return (first, tuple(ways), help_needed) if ways else (first, help_needed)


def _counted(label: str, n: int) -> str:
    return f"{label} · {n}" if n else label
