"""What the bot repeats of people's words in front of others, and what it leaves out.

Before a chat reads them, the detectors look at them: those that the chat has on, and always those
whose row says `of_repeated`. An apology with findings waits for a moderator (`rules.apologies`); a
note, a reason or a mistyped word is left out in the chat and stays where it was recorded. Private
messages to moderators and administrators are never held back: they judge by them (п. 5.12.6, 6.1).
Repeated in a chat: apologies; moderators' notes and reasons; reasons of decisions on appeals; words
taken for a command, a name or a setting; entries of the chat's list; a group's name, which is
refused if it has findings, because it would be shown again and again. Names and titles are the
messenger's. `tests/in_process/test_repeated_words.py` types forbidden words as every argument of
every command.
"""

from handlers.conversation.inspecting import inspection_in
from handlers.conversation.scene import Scene
from rules.apologies import forbidden
from rules.detectors.detection import Detection
from rules.detectors.message import NOBODYS, Message
from rules.detectors.registry import Detector

ELLIPSIS = "…"


async def found_in(scene: Scene, words: str) -> tuple[Detection, ...]:
    """Return what the detectors find in words that the scene's chat would read."""
    inspection = await inspection_in(scene.services, scene.work, scene.chat, repeated=True)
    return inspection.look_again(Message(text=words, author=NOBODYS))


async def repeatable(
    scene: Scene, words: str, instead: str | None = None, *, own: bool = True
) -> str:
    """Return words as the scene's chat may read them; `instead` replaces forbidden ones.

    By default `instead` says that they are in the journal. `own`: apply the chat's own list, too.
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
