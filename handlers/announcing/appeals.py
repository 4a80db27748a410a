"""The end of an appeal: decided, or closed because what it contests was annulled (п. 6.1)."""

from handlers.notices.appeals import (
    AppealClosed,
    AppealDecidedSaid,
    AppealFellSaid,
    AppealNeedsNobody,
    AppealUpheldSaid,
)
from handlers.scene import Scene
from rules.appeals import involved, sides
from rules.case import Case
from rules.ids import AppealNumber, ChatId
from rules.vocabulary.appeals import AppealGranted, AppealUpheld


def appeal_ref(chat: ChatId, number: AppealNumber) -> str:
    """Give what an appeal's case is called among the bot's messages."""
    return f"appeal:{chat}:{number}"


def stuck_ref(chat: ChatId, number: AppealNumber) -> str:
    """Give what the word that nobody may decide an appeal is called among them."""
    return f"{appeal_ref(chat, number)}:stuck"


async def appeal(scene: Scene, case: Case, fact: AppealGranted | AppealUpheld) -> None:
    """Take the buttons from an appeal's case, and tell those whom its end concerns."""
    chat, number = scene.chat, fact.number
    granted = isinstance(fact, AppealGranted)
    fell = isinstance(fact, AppealGranted) and fact.fell
    member, by = await scene.all_named([case.member, fact.by])
    closed = AppealClosed(
        number=number,
        chat=chat.title,
        member=member,
        by=by,
        granted=granted,
        fell=fell,
        reason=fact.reason,
    )
    administrators = scene.services.administrators
    for administrator in sorted(administrators):
        # who was never shown it has no such message
        scene.change(appeal_ref(chat.chat, number), closed, to=administrator)
        scene.change(stuck_ref(chat.chat, number), closed, to=administrator)
    if fell:
        scene.tell(case.member, AppealFellSaid(number=number, chat=chat.title, by=by))
        able = administrators - involved(case, number)
        # an edit notifies nobody, and the messenger allows it for a day
        for administrator in sorted((able or administrators) - {fact.by}):
            scene.tell(administrator, AppealNeedsNobody(number=number, chat=chat.title, by=by))
        return
    said = AppealDecidedSaid(number=number, chat=chat.title, granted=granted, reason=fact.reason)
    for side in sorted(sides(case, number)):
        if granted or await scene.hears_privately(side):
            scene.tell(side, said)
        elif (await scene.actor(side)).joined_at is not None:
            # what is annulled is said in the chat anyway; that it stays would be told to nobody
            to = await scene.named(side)
            scene.say(AppealUpheldSaid(number=number, to=to), notify=True)
