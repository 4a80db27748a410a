"""One text in several chats: «Убрать везде», «Похоже, взломали», and the page's way back.

Each moderator of one of the chats and each administrator has one card, which shows and does what is
in the chats that they look after; an act is one transaction, with the rights asked in each chat.
"""

from collections.abc import Collection, Sequence
from typing import Literal

from loguru import logger

from handlers.cards import withdraw_card
from handlers.chats import freshen, let_write, restrict_again
from handlers.conversation.announcing import Change
from handlers.conversation.buttons import Id, Press
from handlers.conversation.keyboards import button
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene, scene_within
from handlers.conversation.services import Services
from handlers.events import Event, Pressed, Wrote
from handlers.overseeing import who_look_after
from handlers.violations import keep_known
from handlers.voice import Voice
from handlers.words import spread as words
from rules.case import Granted, Refused
from rules.detectors.link import permitting
from rules.ids import COLLEGE, ChatId, MemberId, SpreadNumber
from rules.permissions import against
from rules.spread import (
    LEAST,
    OWN_PAGE,
    RETURN_PAGE,
    SETTLE_SPREAD,
    Echo,
    is_kept,
    rule_for,
)
from rules.times import is_over
from rules.vocabulary.bases import Refusal
from rules.vocabulary.spread import (
    PAGE_NOT_DOUBTED,
    SPREAD_OVER,
    DoubtPage,
    PageDoubted,
    PageReturned,
    Place,
    ReturnPage,
    Spread,
)
from rules.vocabulary.suspicions import ClearSuspicion
from rules.vocabulary.violations import RemoveMessage
from storage.effects import Button, Colour, Keyboard
from storage.faults import AlreadyHandledError


class SpreadAct(Press, do="spread", deed=SETTLE_SPREAD):
    """«Убрать везде», «Похоже, взломали» or «Ничего страшного» on a card about several chats.

    `chat` is one of them that the card's reader looks after.
    """

    chat: Id
    spread: Id
    act: Literal["remove", "doubt", "leave"]


class LetWrite(Press, do="let_write", deed=RETURN_PAGE):
    """«Вернуть право писать»: a moderator says that a page is its owner's again."""

    chat: Id
    member: Id


class PageIsMine(Press, do="page_is_mine", deed=OWN_PAGE):
    """«Страница снова у меня»: the owner says so."""


_CARD = "spread"

_ASKED = "page asked about"


def is_spread(services: Services, wrote: Wrote) -> bool:
    """Return whether a new message says what its author said in enough chats just now.

    Call it once per message. What moderators announce is none.
    """
    wanted, watch = services.policy.spreading, services.watch
    if not wanted.watched or (wrote.chat, wrote.author) in watch.staff:
        return False
    if len(wrote.text) < LEAST and "." not in wrote.text:
        # too short to be compared, and no address
        return False
    place = Place(chat=wrote.chat, message=wrote.message, posted_at=wrote.at, text=wrote.text)
    permitted = services.policy.permitted
    links = permitting(permitted).foreign_in(wrote.text) if "." in wrote.text else ()
    return services.echoes.hear(wrote.author, place, links, wanted)


async def attend(services: Services, event: Event) -> None:
    """Show the moderators a text that was said in several chats, as one card for all of them."""
    if not isinstance(event, Wrote):
        return
    echo = services.echoes.take(event.chat, event.message)
    if echo is None or _leads(services, echo.author):
        return
    try:
        async with open_scene(
            services, COLLEGE, event=f"{event.event}:spread", college=True
        ) as scene:
            await _keep(scene, echo, event.text)
    except AlreadyHandledError:
        logger.debug("event {}: a text in several chats was shown before", event.event)


def _leads(services: Services, member: MemberId) -> bool:
    """Return whether somebody moderates any chat: their announcements go to many."""
    return member in services.administrators or any(
        member == each for _, each in services.watch.staff
    )


async def _keep(scene: Scene, echo: Echo, text: str) -> None:
    work, within = scene.work, scene.services.policy.spreading.within
    author, digest = echo.author, echo.key.digest
    known = await work.spread_lately(author, digest, scene.now - 2 * within)
    number = None if known is None else known.number
    if number is None:
        number = await work.put_spread(
            author, digest, text=text, by_link=echo.key.by_link, now=scene.now
        )
    await work.put_places(number, echo.places)
    for place in echo.places:
        await work.put_evidence(place.chat, place.message, author, place.text, now=scene.now)
        card = await work.suspicion_on(place.chat, author, place.message)
        if card is not None:
            async with scene_within(scene, place.chat) as there:
                await withdraw_card(there, author, card)
    await _show(scene, number)


async def _show(scene: Scene, number: SpreadNumber) -> None:
    """Send the card to each who looks after one of its chats, or change the copy that they have."""
    spread = await scene.work.spread(number)
    if spread is None:
        return
    ref = f"{_CARD}:{number}"
    sent = await scene.work.notice(COLLEGE, ref)
    before = () if sent is None else sent.data["to"]
    people = await who_look_after(scene, spread.chats, but=spread.member)
    for member, chats in people.items():
        text, keyboard = await _card(scene, spread, chats)
        if member in before:
            scene.change(ref, text, keyboard=keyboard, to=member)
        else:
            scene.tell(member, text, keyboard=keyboard, ref=ref)
    to = sorted({*before, *people})
    await scene.note(ref, _CARD, {"member": spread.member, "to": to}, peer=COLLEGE)


async def _card(scene: Scene, spread: Spread, chats: Collection[ChatId]) -> tuple[str, Keyboard]:
    """Return the card as somebody sees it who looks after these of its chats."""
    mine = [each for each in spread.chats if each in chats]
    doubts = await scene.work.doubts(spread.member)
    doubted = [each for each in mine if (each, spread.member) in doubts]
    removed = [each for each in mine if await _is_removed(scene, spread, each)]
    left = [each for each in mine if each in spread.left]
    said = words.card(
        scene.voice,
        member=await scene.named(spread.member),
        text=spread.text,
        chats=await _titles(scene, mine),
        others=len(spread.chats) - len(mine),
        removed=await _titles(scene, removed),
        doubted=await _titles(scene, doubted),
        left=await _titles(scene, left),
    )
    return said, _keyboard(scene, spread, mine, removed, doubted, left)


def _keyboard(
    scene: Scene,
    spread: Spread,
    mine: Sequence[ChatId],
    removed: Collection[ChatId],
    doubted: Sequence[ChatId],
    left: Collection[ChatId],
) -> Keyboard:
    _, chat = scene.voice.texts.gettext, mine[0]

    def press(label: str, act: Literal["remove", "doubt", "leave"], colour: Colour) -> Button:
        return button(label, SpreadAct(chat=chat, spread=spread.number, act=act), colour)

    open_ones = [each for each in mine if each not in left]
    row = []
    if not {*open_ones} <= {*removed}:
        row.append(press(_("Remove everywhere"), "remove", Colour.BAD))
    if not {*open_ones} <= {*doubted}:
        row.append(press(_("Perhaps broken into"), "doubt", Colour.MAIN))
    rows = [tuple(row)] if row else []
    if doubted:
        back = LetWrite(chat=doubted[0], member=spread.member)
        rows.append((button(_("Let them write again"), back),))
    elif open_ones and not removed:
        rows.append((press(_("Nothing wrong"), "leave", Colour.GOOD),))
    return tuple(rows)


async def _is_removed(scene: Scene, spread: Spread, chat: ChatId) -> bool:
    owners = [await scene.work.removal_owner(chat, each) for each in spread.messages_in(chat)]
    return None not in owners


async def _titles(scene: Scene, chats: Collection[ChatId]) -> tuple[str, ...]:
    known = {each.chat: each.title for each in await scene.work.chats()}
    return tuple(known.get(each, "") for each in chats)


async def settle(services: Services, pressed: Pressed, press: SpreadAct) -> None:
    """Handle a button of a card about several chats, in those that the presser looks after."""
    chat, number = ChatId(press.chat), SpreadNumber(press.spread)
    async with services.storage.reading() as reading:
        known = await reading.spread(number)
    for each in (chat,) if known is None else known.chats:
        await freshen(services, each, moderator=pressed.author)
    async with open_scene(services, chat, event=pressed.event, college=True) as scene:
        refusal = against(SETTLE_SPREAD, await scene.actor(pressed.author))
        spread = None if refusal else await scene.work.spread(number)
        if refusal is None and (spread is None or not is_kept(spread, scene.now)):
            refusal = SPREAD_OVER
        if refusal is not None or spread is None:
            await scene.refuse(refusal or SPREAD_OVER, pressed)
            return
        people = await who_look_after(scene, spread.chats, but=spread.member)
        mine = [each for each in spread.chats if each in people.get(pressed.author, ())]
        refusals: list[Refusal] = []
        done: list[ChatId] = []
        for each in mine:
            if each not in spread.left:
                async with scene_within(scene, each) as there:
                    refused = await _ACTS[press.act](there, spread, pressed.author)
                if refused is None:
                    done.append(each)
                else:
                    refusals.append(refused)
        if not done:
            await scene.refuse(refusals[0] if refusals else SPREAD_OVER, pressed)
            return
        if press.act == "doubt":
            await _tell_owner(scene, spread.member, done)
        await _show(scene, number)
        if press.act == "remove":
            scene.pop_up(pressed, words.undone_there(scene.voice))
        else:
            scene.acknowledge(pressed)


async def _remove(scene: Scene, spread: Spread, by: MemberId) -> Refusal | None:
    """Remove the text's messages from the scene's chat, each under the rule that it breaks."""
    actor, refusal, done = await scene.actor(by), None, False
    for place in spread.places:
        if place.chat != scene.chat.chat:
            continue
        case = await scene.case(spread.member, removal=place.message)
        request = RemoveMessage(
            by=actor,
            rule=rule_for(spread, scene.policy.conduct),
            message=place.message,
            posted_at=place.posted_at,
        )
        ruling = await scene.rule(case, request)
        if isinstance(ruling, Refused):
            refusal = ruling.reason
            continue
        await keep_known(scene, place.message, posted_at=place.posted_at, aimed_at=())
        await scene.announce(case, ruling.facts)
        done = True
    return None if done else refusal or SPREAD_OVER


async def _doubt(scene: Scene, spread: Spread, by: MemberId) -> Refusal | None:
    """Have the author only read in the scene's chat, and count nothing for the text."""
    case = await scene.case(spread.member, suspicions=True)
    request = DoubtPage(
        by=await scene.actor(by),
        messages=spread.messages_in(scene.chat.chat),
        reason=words.annulled_since(scene.voice),
    )
    ruling = await scene.rule(case, request)
    if isinstance(ruling, Refused):
        return ruling.reason
    await scene.announce(case, ruling.facts)
    return None


async def _leave(scene: Scene, spread: Spread, by: MemberId) -> Refusal | None:
    """Note that nothing is wrong with the text in the scene's chat, on its own cards, too."""
    actor, chat = await scene.actor(by), scene.chat.chat
    for message in spread.messages_in(chat):
        card = await scene.work.suspicion_on(chat, spread.member, message)
        if card is None:
            continue
        case = await scene.case(spread.member, suspicion=card, suspicions=True)
        asked = ClearSuspicion(by=actor, number=card, message=message)
        ruling = await scene.rule(case, asked)
        if isinstance(ruling, Granted):
            await scene.announce(case, ruling.facts)
    await scene.work.leave_spread(spread.number, chat, by)
    return None


_ACTS = {"remove": _remove, "doubt": _doubt, "leave": _leave}


async def announce(scene: Scene, change: Change, fact: PageDoubted | PageReturned) -> None:
    """Restrict a member whose page is in doubt, and say so in the chat; or let them write again."""
    match fact:
        case PageDoubted(member=member):
            restrict_again(scene, change.after)
            scene.say(words.only_reads(scene.voice, member=await scene.named(member)))
        case PageReturned():
            let_write(scene, change.after)


async def _tell_owner(scene: Scene, member: MemberId, chats: Collection[ChatId]) -> None:
    doubts = await scene.work.doubts(member)
    ends = [doubts[each, member].ends_at for each in chats if (each, member) in doubts]
    if not ends:
        # on trial nothing holds
        return
    scene.tell(
        member,
        words.yours_in_doubt(
            scene.voice,
            chats=await _titles(scene, chats),
            until=max(ends),
            recovery=scene.able.recovery,
        ),
        keyboard=page_is_mine(scene.voice),
        ref=_page_ref(member),
    )


def page_is_mine(voice: Voice) -> Keyboard:
    """Return «Страница снова у меня»."""
    label = voice.texts.gettext("The page is mine again")
    return ((button(label, PageIsMine(), Colour.GOOD),),)


def _page_ref(member: MemberId) -> str:
    return f"page:{member}"


async def return_page(services: Services, pressed: Pressed, press: LetWrite) -> None:
    """Let a member write again in the chats that a moderator looks after."""
    member = MemberId(press.member)
    async with open_scene(services, ChatId(press.chat), event=pressed.event, college=True) as scene:
        refusal = against(RETURN_PAGE, await scene.actor(pressed.author))
        if refusal is not None:
            await scene.refuse(refusal, pressed)
            return
        doubted = [chat for chat, _ in await scene.work.doubts(member)]
        people = await who_look_after(scene, doubted, but=member)
        await _return(scene, member, people.get(pressed.author, ()), pressed)


async def is_mine(services: Services, pressed: Pressed, press: PageIsMine) -> None:
    """Let the owner of a page write again in all chats; the moderators are told who said so."""
    async with open_scene(services, pressed.chat, event=pressed.event, college=True) as scene:
        doubted = [chat for chat, _ in await scene.work.doubts(pressed.author)]
        await _return(scene, pressed.author, doubted, pressed)


async def _return(
    scene: Scene, member: MemberId, chats: Collection[ChatId], pressed: Pressed
) -> None:
    done = []
    for chat in sorted(chats):
        async with scene_within(scene, chat) as there:
            case = await there.case(member)
            ruling = await there.rule(case, ReturnPage(by=await there.actor(pressed.author)))
            if isinstance(ruling, Granted):
                await there.announce(case, ruling.facts)
                done.append(chat)
    if not done:
        await scene.refuse(PAGE_NOT_DOUBTED, pressed)
        return
    await _tell_returned(scene, member, done, by=pressed.author)
    scene.acknowledge(pressed)


async def _tell_returned(
    scene: Scene, member: MemberId, chats: Collection[ChatId], *, by: MemberId | None
) -> None:
    """Tell the owner and the moderators of these chats that the owner writes again."""
    yours = words.yours_again(scene.voice, chats=await _titles(scene, chats))
    if by == member:
        scene.change(_page_ref(member), yours, to=member)
    else:
        scene.tell(member, yours)
    person = await scene.named(member)
    said_by = None if by is None else await scene.named(by)
    asked = await scene.work.notice(COLLEGE, _page_ref(member))
    for each, theirs in (await who_look_after(scene, chats, but=member)).items():
        said = words.writes_again(
            scene.voice,
            member=person,
            by=said_by,
            own=by == member,
            chats=await _titles(scene, [chat for chat in chats if chat in theirs]),
        )
        if asked is not None and each in asked.data["to"]:
            scene.change(_page_ref(member), said, to=each)
        elif each != by:
            scene.tell(each, said)
    if asked is not None and not await scene.work.doubts(member):
        await scene.work.drop_notice(COLLEGE, _page_ref(member))


async def end_doubt(services: Services, chat: ChatId, member: MemberId) -> None:
    """Let a member write again whose page was in doubt for the whole term."""
    async with open_scene(services, chat) as scene:
        case = await scene.case(member)
        ruling = await scene.rule(case, ReturnPage(by=None))
        if isinstance(ruling, Granted):
            await scene.announce(case, ruling.facts)
            await _tell_returned(scene, member, [chat], by=None)


async def see_to_pages(services: Services) -> None:
    """Ask the moderators, once, about pages that have been in doubt for long."""
    async with services.storage.reading() as reading:
        doubts = await reading.doubts()
    asked = services.policy.spreading.asked
    for member in sorted({each for _, each in doubts}):
        theirs = {chat: each for (chat, who), each in doubts.items() if who == member}
        since = min(each.at for each in theirs.values())
        if is_over(since, asked, services.now()):
            await _ask(services, member, list(theirs))


async def _ask(services: Services, member: MemberId, chats: Sequence[ChatId]) -> None:
    ref = _page_ref(member)
    async with open_scene(services, COLLEGE) as scene:
        if await scene.work.notice(COLLEGE, ref) is not None:
            return
        person = await scene.named(member)
        people = await who_look_after(scene, chats, but=member)
        label = scene.voice.texts.gettext("Let them write again")
        for each, theirs in people.items():
            mine = [chat for chat in chats if chat in theirs]
            said = words.still_reads(scene.voice, member=person, chats=await _titles(scene, mine))
            back = LetWrite(chat=mine[0], member=member)
            scene.tell(each, said, keyboard=((button(label, back),),), ref=ref)
        await scene.note(ref, _ASKED, {"member": member, "to": sorted(people)}, peer=COLLEGE)


ROWS = Rows(
    buttons={SpreadAct: settle, LetWrite: return_page, PageIsMine: is_mine},
    announcers={PageDoubted: announce, PageReturned: announce},
)
