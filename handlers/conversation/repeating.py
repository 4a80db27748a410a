"""What the bot repeats of people's words before others, and what it does not.

Where a chat reads it, the detectors look at it first: those that the chat has on, and always those
whose row says `of_repeated`. An apology in which they find something waits for a moderator
(`rules.apologies`); a note, a reason or a mistyped word is left out of the chat, and stands where
it was recorded. What goes to moderators and administrators in private is never held
back: they judge by it (п. 5.12.6, 6.1). Repeated in a chat: apologies, notes and reasons of
moderators, reasons of decisions on appeals, words that were taken for a command, a name or a
setting, entries of the chat's list, a group's name. A group's name with something in it is
refused, as it would be shown again and again. Names and titles are the messenger's.
`tests/in_process/test_repeated_words.py` types such words as every argument of every command.
"""

from handlers.conversation.inspecting import inspection_in
from handlers.conversation.scene import Scene
from rules.apologies import forbidden
from rules.detectors.detection import Detection
from rules.detectors.message import NOBODYS, Message
from rules.detectors.registry import Detector

ELLIPSIS = "…"


async def found_in(scene: Scene, words: str) -> tuple[Detection, ...]:
    """Give what the detectors find in words that the scene's chat is to read."""
    inspection = await inspection_in(scene.services, scene.work, scene.chat, repeated=True)
    return inspection.look_again(Message(text=words, author=NOBODYS))


async def repeatable(
    scene: Scene, words: str, instead: str | None = None, *, own: bool = True
) -> str:
    """Give words as the scene's chat may read them: what the rules of conduct forbid is left out,
    and `instead` stands there, by default that it is in the journal.

    `own`: what the chat's own list forbids is left out, too.
    """
    if not words.strip():
        return words
    found = await found_in(scene, words)
    if not own:
        found = tuple(each for each in found if each.detector is not Detector.WORDLIST)
    if not forbidden(scene.policy.conduct, found):
        return words
    if instead is not None:
        return instead
    return scene.voice.texts.gettext("(not repeated here; it is in the journal)")
