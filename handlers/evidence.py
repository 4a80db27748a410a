"""What a message says, kept for the people who judge an appeal (п. 6.1).

Its pictures are kept only where the chat's setting allows it.
"""

from collections.abc import Collection, Sequence

from handlers.conversation.scene import Scene
from rules.detectors.message import Original, Picture
from rules.ids import MemberId, MessageId
from storage.effects import KeepPicture, Send


async def keep_evidence(scene: Scene, message: MessageId, member: MemberId, said: Original) -> None:
    """Keep the text and the pictures of a message that a measure rests on."""
    await scene.work.put_evidence(scene.chat.chat, message, member, said.text, now=scene.now)
    await keep_pictures(scene, message, member, said.pictures)


async def keep_pictures(
    scene: Scene, message: MessageId, member: MemberId, pictures: Sequence[Picture]
) -> None:
    """Keep the pictures of a member's message, each once; the courier downloads them."""
    if not pictures or not scene.settings.pictures or scene.settings.trial:
        return
    chat = scene.chat.chat
    if await scene.work.pictures_of(chat, [message]):
        return
    for place, picture in enumerate(pictures):
        kept = KeepPicture(chat=chat, message=message, place=place, address=picture.address)
        await scene.work.put_picture(kept, member, picture.reference, now=scene.now)
        if picture.address:
            scene.effects.append(kept)


async def show_pictures(
    scene: Scene, to: MemberId, messages: Collection[MessageId], text: str
) -> None:
    """Send somebody the kept pictures of messages, in a message of their own.

    An edit of a message may lose its pictures, so they do not hang on the one that is edited.
    """
    files = await scene.work.copy_pictures(scene.chat.chat, messages, now=scene.now)
    most = scene.services.messenger.capabilities.attachments
    for first in range(0, len(files), most):
        sent = files[first : first + most]
        scene.effects.append(Send(to=to, private=True, text=text, files=sent))
