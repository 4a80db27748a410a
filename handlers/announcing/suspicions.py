"""Removals that follow from what detectors found: one call, one word (п. 5.12.2)."""

from collections.abc import Iterable

from handlers.announcing.grounds import rule_of
from handlers.conversation.scene import Scene
from handlers.words import suspicions as words
from rules.case import Case
from rules.conduct import gravest
from rules.ids import MessageId
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import MessageRemoved, ViolationRecorded
from storage.effects import DeleteMessages

_AT_ONCE = 100
"""Messages in one call (VK.md, 4)."""


async def removed_by_the_bot(scene: Scene, case: Case, facts: Iterable[Fact]) -> None:
    """Take away what the chat lets the bot remove by itself, and say why."""
    told = tuple(facts)
    counted = any(isinstance(fact, ViolationRecorded) for fact in told)
    # a violation that is recorded along with it is said in the chat, and says why
    await _removed(scene, case, told, silent=counted)


async def removed_on_a_card(scene: Scene, case: Case, facts: Iterable[Fact]) -> None:
    """Take away what a moderator removed with a card, and say why."""
    await _removed(scene, case, tuple(facts), silent=False)


async def _removed(scene: Scene, case: Case, facts: tuple[Fact, ...], *, silent: bool) -> None:
    removals = [fact for fact in facts if isinstance(fact, MessageRemoved)]
    if not removals:
        return
    messages = tuple(fact.message for fact in removals)
    for start in range(0, len(messages), _AT_ONCE):
        part: tuple[MessageId, ...] = messages[start : start + _AT_ONCE]
        scene.effects.append(DeleteMessages(chat=scene.chat.chat, messages=part))
    rules = (rule_of(scene, fact.rule) for fact in removals)
    rule = gravest(rule for rule in rules if rule is not None)
    if rule is None or silent:
        return
    member = await scene.named(case.member)
    said = words.removed(scene.voice, member=member, rule=rule, messages=len(messages))
    if await scene.hears_privately(case.member):
        scene.tell(case.member, said)
    else:
        scene.say(said)
