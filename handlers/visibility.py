"""«Кому видно»: what a chat reads of a violation, and «Показать мне» (п. 5.12.4, 5.12.7).

How something was announced is stored beside it: what is said of it later names nobody whom the
announcement did not name, also after the setting has changed.
"""

from dataclasses import dataclass

from handlers.conversation.buttons import SeeOwn
from handlers.conversation.keyboards import button
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed
from handlers.words import replies
from handlers.words import visibility as words
from rules.ids import MemberId, MessageId, ViolationNumber
from rules.settings import Visibility
from rules.vocabulary.people import ONLY_ONESELF
from storage.effects import Keyboard

SHOWN = "shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How an announcement is shown.

    `to` is the moderator who is told in private instead of the chat. `silent`: nobody is told but
    the person. `stays` is «Показать мне», for a person who takes no private messages.
    """

    how: Visibility = Visibility.NAMED
    to: MemberId | None = None
    stays: Keyboard = ()

    @property
    def named(self) -> bool:
        """Whether the announcement names the person: in the chat, or to a moderator alone."""
        return self.how is not Visibility.UNNAMED

    @property
    def public(self) -> bool:
        """Whether the chat reads it."""
        return self.how is not Visibility.PRIVATE

    @property
    def silent(self) -> bool:
        """Whether nobody is told but the person."""
        return self.how is Visibility.PRIVATE and self.to is None


async def show(
    scene: Scene,
    ref: str,
    member: MemberId,
    by: MemberId | None,
    *,
    asks: SeeOwn | None = None,
    like: Shown | None = None,
) -> Shown:
    """Decide how to announce `ref`, which is about `member`, and remember it.

    `by` (None: the bot) has done it. Only in private is possible where both take private messages;
    otherwise the chat reads it without a name, since a person has to learn of it. `asks` is the
    press of «Показать мне». `like`: how the announcement was shown that this one follows.
    """
    how = scene.settings.visibility if like is None else like.how
    if how is Visibility.NAMED:
        return Shown()
    hears = await scene.hears_privately(member)
    if how is Visibility.PRIVATE and hears and (by is None or await scene.hears_privately(by)):
        shown = Shown(how=how, to=by)
    else:
        stays = () if hears or asks is None else _keyboard(scene, asks)
        shown = Shown(how=Visibility.UNNAMED, stays=stays)
    data = {"how": shown.how.value, "to": shown.to, "asks": bool(shown.stays)}
    await scene.note(f"{SHOWN}:{ref}", SHOWN, data)
    return shown


async def shown_as(scene: Scene, ref: str, asks: SeeOwn | None = None) -> Shown:
    """Return how an announcement was shown; an old one is named only where names are shown now."""
    kept = await scene.work.notice(scene.chat.chat, f"{SHOWN}:{ref}")
    if kept is None:
        named = scene.settings.visibility is Visibility.NAMED
        return Shown() if named else Shown(how=Visibility.UNNAMED)
    to = kept.data["to"]
    return Shown(
        how=Visibility(kept.data["how"]),
        to=None if to is None else MemberId(to),
        stays=_keyboard(scene, asks) if asks is not None and kept.data["asks"] else (),
    )


def _keyboard(scene: Scene, asks: SeeOwn) -> Keyboard:
    return ((button(scene.voice.texts.gettext("Show me"), asks),),)


async def see(services: Services, pressed: Pressed, press: SeeOwn) -> None:
    """Show a person in a pop-up what a notice without a name says of them."""
    number, message = ViolationNumber(press.violation), MessageId(press.removal)
    async with open_scene(services, pressed.chat, event=pressed.event) as scene:
        chat, work = scene.chat.chat, scene.work
        if number:
            owner = await work.violation_owner(chat, number)
        else:
            owner = await work.removal_owner(chat, message)
        if owner != pressed.author:
            await scene.refuse(ONLY_ONESELF, pressed)
            return
        said = await (_record(scene, owner, number) if number else _removal(scene, owner, message))
        scene.pop_up(pressed, said or replies.outdated(scene.voice))


async def _record(scene: Scene, owner: MemberId, number: ViolationNumber) -> str | None:
    case = await scene.case(owner)
    violation = case.violation(number)
    if violation is None:
        return None
    return words.own_in_short(
        scene.voice,
        number=number,
        rule=violation.rule,
        counted=len(case.counted(scene.now)),
        annulled=violation.annulled,
    )


async def _removal(scene: Scene, owner: MemberId, message: MessageId) -> str | None:
    removal = (await scene.case(owner, removal=message)).removal
    if removal is None:
        return None
    return words.own_removed_in_short(scene.voice, rule=removal.rule, withdrawn=removal.withdrawn)


ROWS = Rows(buttons={SeeOwn: see})
