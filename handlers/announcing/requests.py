"""Requests that were passed on and wait for a decision: they end, and never twice (п. 5.12.7)."""

from datetime import datetime

from handlers.conversation.announcing import Act
from handlers.conversation.scene import Scene
from handlers.words import passing as words
from rules.ids import ChatId, MemberId, MessageId
from rules.times import is_dated_ahead
from rules.vocabulary.violations import ViolationRecorded
from storage.records import Notice

PASSED = "passed"


def ref_of_request(chat: ChatId, message: MessageId) -> str:
    """Return what a request is called: by the message in `chat` with which it was made."""
    return f"{PASSED}:{chat}:{message}"


def ends_at(scene: Scene, passed_at: datetime) -> datetime:
    """Return until when (UTC) a request waits: for as long as a violation can be contested."""
    return passed_at + scene.policy.appeal_term


def is_over(scene: Scene, passed: Notice) -> bool:
    """Say whether a request waits no more; one dated in the future was made by a wrong clock."""
    return scene.now > ends_at(scene, passed.at) or is_dated_ahead(passed.at, scene.now)


async def close_requests(scene: Scene, act: Act) -> None:
    """Close the requests about messages that were just recorded otherwise."""
    recorded = {
        fact.message: fact
        for fact in act.facts
        if isinstance(fact, ViolationRecorded) and fact.message is not None
    }
    if not recorded:
        return
    for passed in await scene.work.notices(scene.chat.chat, PASSED):
        fact = recorded.get(passed.data["message"])
        if fact is not None and not is_over(scene, passed):
            await close_as_recorded(scene, passed, fact)


async def close_as_recorded(scene: Scene, passed: Notice, fact: ViolationRecorded) -> None:
    """Tell everybody who was asked, and who asked, that the message is recorded by now."""
    await scene.work.drop_notice(scene.chat.chat, passed.ref)
    whom, by = await scene.all_named([MemberId(passed.data["member"]), MemberId(passed.data["by"])])
    moot = words.moot(
        scene.voice,
        chat=scene.chat.title,
        member=whom,
        by=by,
        number=fact.number,
        rule=fact.rule,
        recorded_by=None if fact.by is None else await scene.named(fact.by),
    )
    change_all(scene, passed, moot)
    scene.tell(by.member, moot)


def change_all(scene: Scene, passed: Notice, said: str) -> None:
    """Give every copy of a request other words and no buttons."""
    for peer in passed.data["asked"] or [scene.chat.chat]:
        scene.change(passed.ref, said, to=peer)
