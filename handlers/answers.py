"""Nothing lies unanswered: what waits for whom, until when, and who gets it late (п. 5.12.2, 6.1).

Checked hourly. A moderator who is late is not pressed again: the chat's other moderators are told,
after another term the administrators. One message says how much it is, however much it is.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers.blocks import open_proposals
from handlers.chats import freshen
from handlers.college import authority_of
from handlers.commands import Command
from handlers.confirming import list_unconfirmed
from handlers.conversation.keyboards import command_button
from handlers.conversation.privately import answers_privately
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.passing import ends_at, requests_before
from handlers.replying import misunderstood
from handlers.settling import open_cards
from handlers.signals import show as show_signal
from handlers.voice import Voice
from handlers.waiting import MOST_CARDS, Work, show_again, work_for
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

_LATE = "late"
"""Stored kind of the note that somebody was told of what is late."""


async def awaited_in(scene: Scene, work: Work) -> tuple[Awaited, ...]:
    """Return a line for each of what waits, the oldest first."""
    titles = {each.chat: each.title for each in await scene.work.chats()}
    policy, zone = scene.policy, scene.services.zone
    found = list[Awaited]()

    def add(
        kind: Kind, at: datetime, until: datetime | None, chat: ChatId | None, number: int = 0
    ) -> None:
        title = None if chat is None else titles.get(chat, "")
        found.append(Awaited(kind=kind, number=number, chat=title, since=at, until=until))

    def by(term: timedelta, at: datetime) -> datetime:
        return answer_by(term, at, policy.answers, zone)

    for card in work.cards:
        add(Kind.CARD, card.at, by(policy.answers.card, card.at), card.chat, card.number)
    for call in work.calls:
        danger = call.door is Door.SAFETY
        # danger does not wait for the morning
        until = call.at + policy.safety.pause if danger else by(policy.answers.report, call.at)
        add(Kind.CALL, call.at, until, None if danger else call.chat, call.number)
    for appeal in work.appeals:
        until = by(policy.answers.appeal, appeal.at)
        add(Kind.APPEAL, appeal.at, until, appeal.chat, appeal.number)
    for proposal in work.proposals:
        add(Kind.PROPOSAL, proposal.at, None, proposal.chat)
    for passed in work.requests:
        add(Kind.REQUEST, passed.at, ends_at(scene, passed.at), ChatId(passed.peer))
    for made in work.expulsions:
        add(Kind.EXPULSION, made.at, None, made.chat)
    for adopted in work.chats:
        add(Kind.CHAT, adopted.at, None, adopted.chat)
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
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        if wrote.private:
            authority = await authority_of(scene.work, services, wrote.author)
            work = await work_for(scene, authority)
        else:
            here = [ChatId(wrote.chat)]
            work = Work(
                cards=await open_cards(scene, wrote.author, here),
                proposals=await open_proposals(scene, wrote.author, here),
                requests=await requests_before(scene, wrote.author, here),
            )
        said = []
        if work.cards or not work.count:
            shown = min(len(work.cards), MOST_CARDS)
            said = [suspicions.open_cards(scene.voice, count=len(work.cards), shown=shown)]
        if wrote.private and (awaited := await awaited_in(scene, work)):
            said.append(list_of(scene.voice, awaited))
        if said:
            scene.tell(wrote.author, "\n".join(said))
        for signal in work.calls[:MOST_CARDS]:
            await show_signal(scene, signal, wrote.author)
        if work.chats:
            await list_unconfirmed(scene, wrote.author)
    await show_again(services, wrote.author, work)


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
    return ((command_button(greetings.label(voice, command=Command.CARDS), Command.CARDS),),)


ROWS = Rows(commands={Command.CARDS: list_open}, private={Command.CARDS: list_open})
