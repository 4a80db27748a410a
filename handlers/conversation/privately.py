"""Answer one person alone: records about people are not read out in a chat (п. 5.12.7)."""

from handlers.commands import Command
from handlers.conversation.scene import Scene
from handlers.events import Wrote
from handlers.words import replies


async def answers_privately(scene: Scene, wrote: Wrote, command: Command) -> bool:
    """Return whether a command's answer can be sent to the asker in private.

    In a chat, say that the answer is there, or how to open the private conversation.
    """
    if wrote.private:
        return True
    if await scene.hears_privately(wrote.author):
        scene.say(replies.answered(scene.voice), reply_to=wrote.message, fades=True)
        return True
    scene.say(replies.write_first(scene.voice, command=command), reply_to=wrote.message)
    return False
