"""Nothing lies unanswered: what waits for whom, until when, and who gets it late (п. 5.12.2, 6.1).

Checked hourly. A moderator who is late is not pressed again: the chat's other moderators are told,
after another term the administrators. One message says how much it is, however much it is.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers.blocks import open_proposals, send_proposal
from handlers.cards import send_once_more
from handlers.chats import freshen
from handlers.college import authority_of
from handlers.commands import Command
from handlers.conversation.buttons import GiveCommand
from handlers.conversation.keyboards import button
from handlers.conversation.privately import answers_privately
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.passing import send_waiting
from handlers.replying import misunderstood
from handlers.settling import moderated_chats, open_cards
from handlers.signals import send_again, signals_for
from handlers.voice import Voice
from handlers.waiting import decidable, show_what_waits
from handlers.words import answers as words
from handlers.words import greetings, refusals, suspicions
from handlers.words.answers import Awaited, Kind
from rules.answers import answer_by, times_late
from rules.appeals import involved
from rules.ids import COLLEGE, ChatId, MemberId
from rules.permissions import against
from rules.settling import LIST_CARDS
from rules.vocabulary.people import NOT_MODERATOR
from rules.vocabulary.signals import Door
from storage.effects import Keyboard
from storage.records import ChatState
from storage.subjects.appeals import OpenAppeal
from storage.subjects.suspicions import DueSuspicion

MOST_LISTED = 8
"""Most lines of what waits; the messages themselves follow."""

_SENT_AT_ONCE = 5
"""Most cards sent in answer to one `/карточки`."""

_LATE = "late"
"""Stored kind of the note that somebody was told of what is late."""


async def awaited_from(scene: Scene, member: MemberId) -> tuple[Awaited, ...]:
    """Return the cards, calls and appeals that wait for a person, the oldest first."""
    authority = await authority_of(scene.work, scene.services, member)
    chats = await moderated_chats(scene, authority)
    titles = {each.chat: each.title for each in await scene.work.chats()}
    answers, found = scene.policy.answers, list[Awaited]()

    def add(kind: Kind, number: int, chat: ChatId | None, at: datetime, term: timedelta) -> None:
        until = answer_by(term, at, answers, scene.services.zone)
        title = None if chat is None else titles.get(chat, "")
        found.append(Awaited(kind=kind, number=number, chat=title, since=at, until=until))

    for card in await open_cards(scene, member, chats):
        add(Kind.CARD, card.number, card.chat, card.at, answers.card)
    for signal in await signals_for(scene, member):
        if signal.door is Door.SAFETY:
            # danger does not wait for the morning
            until = signal.at + scene.policy.safety.pause
            call = Awaited(
                kind=Kind.CALL, number=signal.number, chat=None, since=signal.at, until=until
            )
            found.append(call)
        else:
            add(Kind.CALL, signal.number, signal.chat, signal.at, answers.report)
    if authority.administrator:
        for appeal in await decidable(scene, member):
            add(Kind.APPEAL, appeal.number, appeal.chat, appeal.at, answers.appeal)
    return tuple(sorted(found, key=lambda each: each.since))


def list_of(voice: Voice, awaited: tuple[Awaited, ...]) -> str:
    """Return the first lines of what waits, with the end of each."""
    oldest, *others = awaited[:MOST_LISTED]
    left = len(awaited) - 1 - len(others)
    return words.listed(voice, oldest=oldest, others=others, left=left)


async def list_open(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/карточки` and «Дела»: list what waits for the asker, and send it again."""
    if rest:
        # the list is not about one person: do not ignore a name silently
        await misunderstood(services, wrote, Command.CARDS)
        return
    if not await _hears_the_list(services, wrote):
        return
    waiting = 0
    if wrote.private and wrote.author in services.administrators:
        waiting = await show_what_waits(services, wrote.author)
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        chats = (
            await moderated_chats(scene, await authority_of(scene.work, services, wrote.author))
            if wrote.private
            else [ChatId(wrote.chat)]
        )
        cards = await open_cards(scene, wrote.author, chats)
        proposals = await open_proposals(scene, wrote.author, chats)
        shown = cards[:_SENT_AT_ONCE]
        awaited = await awaited_from(scene, wrote.author) if wrote.private else ()
        said = [list_of(scene.voice, awaited)] if awaited else []
        if cards or not (waiting or proposals or awaited):
            count, first = len(cards), len(shown)
            said = [suspicions.open_cards(scene.voice, count=count, shown=first), *said]
        if said:
            scene.tell(wrote.author, "\n".join(said))
        if wrote.private:
            for signal in (await signals_for(scene, wrote.author))[:_SENT_AT_ONCE]:
                await send_again(scene, signal, wrote.author)
    for card in shown:
        async with open_scene(services, card.chat) as scene:
            await send_once_more(scene, card, wrote.author)
    for chat, member in proposals[:_SENT_AT_ONCE]:
        async with open_scene(services, chat) as scene:
            await send_proposal(scene, member, wrote.author)
    for chat in chats:
        async with open_scene(services, chat) as scene:
            await send_waiting(scene, wrote.author)


async def _hears_the_list(services: Services, wrote: Wrote) -> bool:
    """Return whether the asker moderates and allows private messages; tell them if not."""
    if wrote.private:
        async with services.storage.reading() as reading:
            authority = await authority_of(reading, services, wrote.author)
        if authority.may:
            return True
        async with open_scene(services, wrote.chat, event=wrote.event) as scene:
            scene.tell(wrote.author, refusals.refused(scene.voice, NOT_MODERATOR))
        return False
    await freshen(services, wrote.chat, moderator=wrote.author)
    async with open_scene(services, wrote.chat) as scene:
        if refusal := against(LIST_CARDS, await scene.actor(wrote.author)):
            await scene.refuse(refusal, wrote)
            return False
        return await answers_privately(scene, wrote, Command.CARDS)


async def see_to_late(services: Services) -> None:
    """Tell of what is late: once those who could answer, and once the administrators."""
    async with open_scene(services, COLLEGE) as scene:
        await _see_to_cards(scene)
        for appeal in await scene.work.open_appeals():
            await _see_to_appeal(scene, appeal)


async def _see_to_cards(scene: Scene) -> None:
    served = [each.chat for each in await scene.work.chats() if each.state is ChatState.SERVED]
    late: dict[MemberId, list[DueSuspicion]] = {}
    above: list[DueSuspicion] = []
    for card in await scene.work.open_suspicions(*served):
        if card.in_doubt:
            continue
        term = scene.policy.answers.card
        news = await _news(scene, f"card:{card.chat}:{card.number}", term, card.at)
        if 1 in news:
            for moderator in await scene.moderators(card.chat):
                if moderator != card.member:
                    late.setdefault(moderator, []).append(card)
        if 2 in news:
            above.append(card)
    for member, cards in sorted(late.items()):
        _remind(scene, member, (each.at for each in cards), by_others=False)
    if above:
        for administrator in sorted(scene.services.administrators):
            _remind(scene, administrator, (each.at for each in above), by_others=True)


async def _see_to_appeal(scene: Scene, appeal: OpenAppeal) -> None:
    term = scene.policy.answers.appeal
    news = await _news(scene, f"appeal:{appeal.chat}:{appeal.number}", term, appeal.at)
    if not news:
        return
    case = await scene.case_in(appeal.chat, appeal.member)
    judges = sorted(scene.services.administrators - involved(case, appeal.number))
    for judge in judges:
        _remind(scene, judge, [appeal.at], by_others=False)
    if 1 in news:
        chat = await scene.work.chat(appeal.chat)
        said = words.appeal_late(
            scene.voice,
            number=appeal.number,
            chat="" if chat is None else chat.title,
            judges=await scene.all_named(judges),
        )
        made = case.appeal(appeal.number)
        guardian = None if made is None else made.by
        for each in (appeal.member, guardian):
            if each is not None:
                scene.tell(each, said)


async def _news(scene: Scene, what: str, term: timedelta, at: datetime) -> range:
    """Return how many terms late something is (1, 2) that nobody was told yet, and note it.

    After a long absence that is both: those who hear of the first term hear of it all the same.
    """
    times = times_late(term, at, scene.policy.answers, scene.services.zone, scene.now)
    ref = f"{_LATE}:{what}"
    told = await scene.work.notice(COLLEGE, ref)
    news = range(1 if told is None else told.data["times"] + 1, times + 1)
    if news:
        await scene.note(ref, _LATE, {"times": times}, peer=COLLEGE)
    return news


def _remind(scene: Scene, member: MemberId, since: Iterable[datetime], *, by_others: bool) -> None:
    moments = sorted(since)
    said = words.late(scene.voice, count=len(moments), oldest=moments[0], by_others=by_others)
    scene.tell(member, said, keyboard=show_keyboard(scene.voice))


def show_keyboard(voice: Voice) -> Keyboard:
    """Return «Показать», which lists and sends what waits."""
    press = GiveCommand.model_validate({"command": Command.CARDS})
    return ((button(greetings.label(voice, command=Command.CARDS), press),),)


ROWS = Rows(commands={Command.CARDS: list_open}, private={Command.CARDS: list_open})
