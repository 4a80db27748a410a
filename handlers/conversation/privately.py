"""Answering one person alone: what is recorded of people is not read out in a chat (п. 5.12.7)."""

from handlers.commands import Command
from handlers.conversation.scene import Scene
from handlers.events import Wrote
from handlers.words import privately as words


async def answers_privately(scene: Scene, told: Wrote, command: Command) -> bool:
    """Say whether the answer to a command can go to the asker in private, wherever they asked.

    In a chat they are told that it is there, or how to open the private conversation.
    """
    if told.private:
        return True
    if await scene.hears_privately(told.author):
        scene.say(words.answered(scene.voice), reply_to=told.message, fades=True)
        return True
    scene.say(words.write_first(scene.voice, command=command), reply_to=told.message)
    return False
