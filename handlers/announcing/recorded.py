"""The word that something is recorded already: one a record, and none once it stands no more."""

from handlers.conversation.announcing import Act
from handlers.conversation.scene import Scene
from rules.ids import MessageId, ViolationNumber
from rules.vocabulary.violations import ViolationAnnulled
from storage.effects import Unsend
from storage.records import Notice

ALREADY = "already"


def ref_of(asked: MessageId) -> str:
    """Give what the word in answer to that message is called among the bot's messages."""
    return f"recorded:{asked}"


async def tell_once(scene: Scene, number: ViolationNumber, asked: MessageId) -> None:
    """Let the word in answer to `asked` be the only one about that record: an older one goes."""
    await withdraw(scene, number, but=asked)
    await scene.work.put_notice(
        Notice(
            peer=scene.chat.chat,
            ref=_about(number),
            kind=ALREADY,
            at=scene.now,
            data={"asked": asked},
        )
    )


async def withdraw(scene: Scene, number: ViolationNumber, *, but: MessageId | None = None) -> None:
    """Take away the word about a record, whose buttons lead nowhere any more."""
    told = await scene.work.notice(scene.chat.chat, _about(number))
    if told is None or told.data["asked"] == but:
        return
    scene.effects.append(Unsend(to=scene.chat.chat, ref=ref_of(MessageId(told.data["asked"]))))
    await scene.work.drop_notice(scene.chat.chat, told.ref)


async def withdraw_annulled(scene: Scene, act: Act) -> None:
    """Delete what was said about records that are annulled, by any person or the bot."""
    for fact in act.facts:
        if isinstance(fact, ViolationAnnulled):
            await withdraw(scene, fact.number)


def _about(number: ViolationNumber) -> str:
    return f"{ALREADY}:{number}"
