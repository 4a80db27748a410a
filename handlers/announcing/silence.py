"""A chat's silence: begun and ended (п. 5.12.4)."""

from handlers import chat_keyboards
from handlers.conversation.announcing import Act
from handlers.conversation.scene import Scene
from handlers.conversation.watch import silence_ref
from handlers.words import silence as words
from rules.vocabulary.silence import MessageHushed, SilenceBegun, SilenceEnded, SilenceFact
from storage.effects import CloseWriting, OpenWriting


async def announce_silence(scene: Scene, act: Act, fact: SilenceFact) -> None:
    """Say and do what follows from a silence that began or ended."""
    chat = scene.chat.chat
    match fact:
        case SilenceBegun(by=by, ends_at=ends_at):
            scene.say(
                words.begun(scene.voice, by=await scene.named(by), ends_at=ends_at),
                keyboard=chat_keyboards.stop_silence(scene.voice),
                ref=silence_ref(ends_at),
                notify=True,
            )
            if await _hushes_staff(scene):
                # the watch removes what members write, and nothing of the staff's
                scene.say(words.staff_hushed(scene.voice))
            else:
                scene.effects.append(CloseWriting(chat=chat))
        case SilenceEnded(by=by):
            scene.effects.append(OpenWriting(chat=chat))
            ended_by = None if by is None else await scene.named(by)
            scene.say(words.over(scene.voice, by=ended_by))
        case MessageHushed():
            # its author sees it go; a word each time would be noise
            pass


async def _hushes_staff(scene: Scene) -> bool:
    """Say whether closing the chat would hush somebody of its staff.

    VK lets only its own administrators of the chat write then, not whoever was appointed, nor
    an administrator of the college who is none in VK.
    """
    staff = {*await scene.moderators(), *scene.services.administrators}
    present = await scene.work.members(scene.chat.chat)
    return any(each.member in staff and not each.is_moderator for each in present)
