"""The end of an appeal: decided, or closed because what it contests was annulled (п. 6.1)."""

from handlers.conversation.announcing import Act
from handlers.conversation.scene import Scene
from handlers.words import appeals as words
from rules.appeals import involved, sides
from rules.ids import AppealNumber, ChatId
from rules.vocabulary.appeals import AppealGranted, AppealUpheld


def appeal_ref(chat: ChatId, number: AppealNumber) -> str:
    """Give what an appeal's case is called among the bot's messages."""
    return f"appeal:{chat}:{number}"


def stuck_ref(chat: ChatId, number: AppealNumber) -> str:
    """Give what the word that nobody may decide an appeal is called among them."""
    return f"{appeal_ref(chat, number)}:stuck"


async def announce_appeal(scene: Scene, act: Act, fact: AppealGranted | AppealUpheld) -> None:
    """Take the buttons from an appeal's case, and tell those whom its end concerns."""
    chat, number, voice, case = scene.chat, fact.number, scene.voice, act.before
    title = chat.title
    granted = isinstance(fact, AppealGranted)
    fell = isinstance(fact, AppealGranted) and fact.fell
    member, by = await scene.all_named([case.member, fact.by])
    if fell:
        closed = words.closed_by_annulment(voice, number=number, chat=title, member=member, by=by)
    else:
        closed = words.closed(
            voice,
            number=number,
            chat=title,
            member=member,
            by=by,
            granted=granted,
            reason=fact.reason,
        )
    administrators = scene.services.administrators
    for administrator in sorted(administrators):
        # who was never shown it has no such message
        scene.change(appeal_ref(chat.chat, number), closed, to=administrator)
        scene.change(stuck_ref(chat.chat, number), closed, to=administrator)
    if fell:
        scene.tell(case.member, words.granted_by_annulment(voice, number=number, chat=title, by=by))
        able = administrators - involved(case, number)
        # an edit notifies nobody, and the messenger allows it for a day
        told = words.needs_no_decision(voice, number=number, chat=title, by=by)
        for administrator in sorted((able or administrators) - {fact.by}):
            scene.tell(administrator, told)
        return
    said = words.decided(voice, number=number, chat=title, granted=granted, reason=fact.reason)
    for side in sorted(sides(case, number)):
        if granted or await scene.hears_privately(side):
            scene.tell(side, said)
        elif (await scene.actor(side)).joined_at is not None:
            # what is annulled is said in the chat anyway; that it stays would be told to nobody
            to = await scene.named(side)
            scene.say(words.refused_in_chat(voice, number=number, to=to), notify=True)
