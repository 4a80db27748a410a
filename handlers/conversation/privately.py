"""Answer one person alone: records about people are not read out in a chat (п. 5.12.7)."""

from datetime import timedelta

from handlers.commands import Command
from handlers.conversation.scene import Scene
from handlers.events import Wrote
from handlers.words import replies
from rules.permissions import may_moderate


async def answers_privately(scene: Scene, wrote: Wrote, command: Command) -> bool:
    """Return whether a command's answer can be sent to the asker in private.

    If not, say in the chat how to open the private conversation.
    """
    if wrote.private or await scene.hears_privately(wrote.author):
        return True
    first = replies.write_first(scene.voice, command=command)
    scene.ask_to_write(first, reply_to=wrote.message)
    return False


_A_WHILE = timedelta(minutes=10)
"""How long a member's repeated command in a chat gets one line."""


async def answered_lately(scene: Scene, wrote: Wrote, command: Command) -> bool:
    """Answer by one line a member's command that a chat has seen answered a moment ago.

    Moderators are always answered. The note of the last answer is replaced by the next.
    """
    if may_moderate(await scene.actor(wrote.author)):
        return False
    kind = f"answered {command.value}"
    last = await scene.work.notice(wrote.chat, kind)
    if last is None or scene.now - last.at >= _A_WHILE:
        await scene.note(kind, kind)
        return False
    scene.say(replies.answered_above(scene.voice), reply_to=wrote.message, fades=True)
    return True
