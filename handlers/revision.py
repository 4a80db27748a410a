"""A new version of the rules: announced once per chat, acknowledged again (п. 6.2)."""

from loguru import logger

from handlers.conversation.keyboards import reading_keyboard
from handlers.conversation.scene import Scene
from handlers.conversation.services import Services
from handlers.words import acquaintance as words
from rules.acquaintance import changes
from rules.vocabulary.acquaintance import PolicyAnnounced

TRIED = "revision_tried"


async def remember_policy(services: Services) -> None:
    """Store the text of the rules in force; warn if it changed without a new version."""
    policy = services.policy
    async with services.storage.work() as work:
        before = await work.conduct_of(policy.version)
        if before is None:
            await work.put_policy(policy.version, policy.conduct, now=services.now())
    if before is not None and not changes(before, policy.conduct).is_empty:
        logger.warning(
            "the rules changed, but their version {} did not: nobody is told; "
            "give the policy file a new version",
            policy.version,
        )


async def tell_of_revision(scene: Scene) -> None:
    """Announce in a served chat what is new in the rules, once per version.

    A chat with no announced version is being introduced to this one, or was served before versions
    were announced: only record it. On trial the moderators learn what would be said; the chat is
    told when the trial ends.
    """
    version = scene.policy.version
    told = await scene.work.told_version(scene.chat.chat)
    if told == version:
        return
    if told is not None and scene.settings.trial:
        await _tell_on_trial(scene, told)
        return
    await scene.work.record(
        scene.chat.chat, [PolicyAnnounced(version=version)], now=scene.now, policy_version=version
    )
    if told is not None:
        await _say_what_is_new(scene, told)


async def _tell_on_trial(scene: Scene, told: str) -> None:
    ref = f"{TRIED}:{scene.policy.version}"
    if await scene.work.notice(scene.chat.chat, ref) is not None:
        return
    await scene.note(ref, TRIED)
    await _say_what_is_new(scene, told)
    await scene.tell_instead([scene.effects.pop()])


async def _say_what_is_new(scene: Scene, told: str) -> None:
    version = scene.policy.version
    before = await scene.work.conduct_of(told)
    if before is not None:
        before = before.for_kind(scene.settings.kind)
    scene.say(
        words.revised(
            scene.voice,
            version=version,
            changes=None if before is None else changes(before, scene.policy.conduct),
        ),
        keyboard=reading_keyboard(scene.voice.texts, version),
        ref=f"revision:{version}",
        notify=True,
        urgent=False,
    )
