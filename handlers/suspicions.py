"""Detectors' findings in a message become a suspicion (п. 5.12.2); `/проверь` explains them."""

from collections.abc import Awaitable
from dataclasses import dataclass, replace

from loguru import logger

from handlers.cards import card_ref
from handlers.chats import freshen, moderated
from handlers.college import authority_of
from handlers.commands import Command, Typed, read_command
from handlers.complaints import meant
from handlers.conversation.inspecting import inspection_in
from handlers.conversation.privately import answers_privately
from handlers.conversation.rows import Rows
from handlers.conversation.saying import new_chat
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.conversation.watch import Watch
from handlers.events import Edited, Event, Said, Wrote
from handlers.evidence import keep_pictures
from handlers.messenger import MessengerError
from handlers.signals import notice
from handlers.words import refusals
from handlers.words import suspicions as words
from rules.assembly import watchers_for
from rules.case import Case, Granted
from rules.decide import decide
from rules.detectors.detection import Answer, Detection
from rules.detectors.inspection import PASSING, Inspection
from rules.detectors.message import NOBODYS, Message
from rules.detectors.registry import Label
from rules.ids import COLLEGE, ChatId
from rules.openness import settlement_of
from rules.permissions import against
from rules.responses import Response
from rules.settings import OF_DETECTOR, ChatSettings, settings_from
from rules.signals import judged, signalled
from rules.suspicions import CHECK_TEXT, response_to
from rules.vocabulary.people import NOT_MODERATOR, Standing
from rules.vocabulary.suspicions import RaiseSuspicion, SuspicionReopened
from storage.faults import AlreadyHandledError
from storage.records import Sighting
from storage.subjects.suspicions import LATEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A message of a chat with what the detectors saw in it."""

    event: Said
    said: Message
    found: tuple[Detection, ...]


def is_judged(watch: Watch, said: Said) -> bool:
    """Return whether detectors look at a message; one by a silenced member is removed anyway."""
    written = (said.chat, said.author, said.at, said.message)
    return (
        said.chat in watch.served
        and not said.is_bot
        and not watch.was_blocked(*written)
        and not watch.had_to_be_silent(*written)
    )


def to_staff(watch: Watch, said: Said) -> bool:
    """Return whether a message answers a moderator of its chat."""
    quoted = said.enclosed.quoted
    return quoted is not None and (said.chat, quoted.author) in watch.staff


def is_order(watch: Watch, said: Said, community_names: frozenset[str]) -> bool:
    """Return whether a message is a moderator's command in their chat, even if misspelt."""
    if (said.place.peer, said.author) not in watch.staff:
        return False
    typed = read_command(said.text, community_names)
    return isinstance(typed, Typed) or (typed is not None and typed.slash)


def find(services: Services, wrote: Wrote) -> tuple[Detection, ...]:
    """Return what the chat's detectors find in a new message; call once per message."""
    staff = to_staff(services.watch, wrote)
    order = is_order(services.watch, wrote, services.community_names)
    return services.lookout.notice(wrote, to_staff=staff, is_order=order)


async def attend_anew(services: Services, event: Event) -> None:
    """Look at a message whose chat was not known to be served at the first look.

    That very message may have shown the bot that it has its rights again.
    """
    if isinstance(event, Wrote) and event.chat in services.watch.served:
        await attend(services, event, find(services, event))


async def attend(services: Services, event: Event, found: tuple[Detection, ...]) -> None:
    """Raise a suspicion if a new or edited message gives one.

    `found` is the result of the first look at a new message. The message is routed as usual
    besides.
    """
    sight = await _look(services, event, found)
    if sight is not None and sight.found:
        await follow_up(services, sight)


async def follow_up(services: Services, sight: Sight) -> None:
    """Tell the people of `[safety]` of danger, and raise a suspicion of what may be a violation."""
    concern, cards = signalled(sight.found), judged(sight.found)
    if concern is not None:
        await _once(sight, notice(services, sight.event, sight.said.text, concern))
    if cards:
        await _once(sight, _suspect(services, replace(sight, found=cards)))


async def _once(sight: Sight, work: Awaitable[None]) -> None:
    try:
        await work
    except AlreadyHandledError:
        logger.debug("event {}: suspected before", sight.event.event)


async def _suspect(services: Services, sight: Sight) -> None:
    """Ask the policy about findings. Raises `AlreadyHandledError` for a repeated event."""
    event = sight.event
    await freshen(services, event.chat, event.author)
    async with open_scene(services, event.chat, event=f"{event.event}:seen") as scene:
        found = await _strangers_only(scene, sight)
        case = await scene.case(event.author, suspicion=LATEST)
        request = RaiseSuspicion(message=event.message, posted_at=event.at, detections=found)
        ruling = decide(case, request, scene.now)
        if isinstance(ruling, Granted):
            kept = Sighting(text=sight.said.text, detections=found, answers=event.answered)
            # before the facts a trial takes back: the suspicion stays, and needs its text
            await scene.work.put_sighting(
                event.chat, event.message, event.author, kept, now=scene.now
            )
            pictures = sight.said.original.pictures
            await keep_pictures(scene, event.message, event.author, pictures)
            await scene.grant(ruling.facts)
            before = case.suspicion
            for fact in ruling.facts:
                settled = before is not None and settlement_of(case, before) is not None
                if isinstance(fact, SuspicionReopened) and settled:
                    # moderators settled the card they have: send a new one
                    await scene.work.drop_notice(event.chat, card_ref(scene, fact.number))
            await scene.announce(case, ruling.facts)


async def _look(services: Services, event: Event, found: tuple[Detection, ...]) -> Sight | None:
    if not isinstance(event, Said) or event.private:
        return None
    if not is_judged(services.watch, event) or _quotes(services, event):
        return None
    if event.enclosed.is_cropped:
        return await _look_at_whole(services, event)
    said = event.judged(to_staff=to_staff(services.watch, event))
    if not isinstance(event, Edited):
        return Sight(event=event, said=said, found=found)
    lookout = services.lookout
    lookout.has_changed(event.chat, event.message, said)
    return Sight(event=event, said=said, found=lookout.look_again(event.chat, said))


async def _look_at_whole(services: Services, said: Said) -> Sight | None:
    """Fetch a cropped message whole before it is judged."""
    try:
        (whole,) = await services.messenger.written(said.chat, (said.message,)) or (None,)
    except MessengerError as refused:
        logger.warning("chat {}: a cropped message stays unread: {}", said.chat, refused.fault)
        return None
    if whole is None:
        return None
    found = services.lookout.look_again(said.chat, whole.said)
    return Sight(event=said, said=whole.said, found=found)


def _quotes(services: Services, said: Said) -> bool:
    """Return whether a message is a command of the staff, or complains of another message: to quote
    a violation is none.
    """
    typed = read_command(said.text, services.community_names)
    if isinstance(said, Wrote):
        typed = meant(services, said, typed)
    if not isinstance(typed, Typed):
        return False
    complains = typed.command is Command.COMPLAIN and isinstance(said, Wrote)
    return complains or (said.chat, said.author) in services.watch.staff


async def _strangers_only(scene: Scene, sight: Sight) -> tuple[Detection, ...]:
    """Drop forwards of members' own messages: only strangers' may be forbidden."""
    if all(each.label is not Label.FORWARD for each in sight.found):
        return sight.found
    here = {member.member for member in await scene.work.members(scene.chat.chat)}
    if set(sight.said.forwarded) <= here:
        return tuple(each for each in sight.found if each.label is not Label.FORWARD)
    return sight.found


LONGEST = 4000
"""Characters that are checked: the longest message."""


async def check_in_chat(services: Services, wrote: Wrote, rest: str) -> None:
    """Check a text with the chat's settings; answer in private."""
    async with moderated(services, wrote) as scene:
        if refusal := against(CHECK_TEXT, await scene.actor(wrote.author)):
            await scene.refuse(refusal, wrote)
        elif not await answers_privately(scene, wrote, Command.CHECK):
            return
        elif not rest.strip():
            scene.tell(wrote.author, words.text_missing(scene.voice))
        else:
            await _judge(scene, scene, wrote, rest)


async def check_privately(services: Services, wrote: Wrote, rest: str) -> None:
    """Check a text in private, with the settings of the asker's chat if they have exactly one."""
    async with services.storage.reading() as reading:
        authority = await authority_of(reading, services, wrote.author)
    if not authority.may:
        async with open_scene(services, wrote.chat, event=wrote.event) as scene:
            scene.tell(wrote.author, refusals.refused(scene.voice, NOT_MODERATOR))
        return
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        if not rest.strip():
            scene.tell(wrote.author, words.text_missing(scene.voice))
        elif len(authority.moderates) == 1:
            (chat,) = authority.moderates
            await _judge_elsewhere(scene, chat, wrote, rest)
        else:
            await _judge(scene, None, wrote, rest)


async def _judge_elsewhere(scene: Scene, chat: ChatId, wrote: Wrote, text: str) -> None:
    services, work = scene.services, scene.work
    record = await work.chat(chat) or new_chat(chat)
    there = Scene(services, work, record, scene.now, await work.settings(chat))
    await _judge(scene, there, wrote, text)


async def _judge(scene: Scene, chat: Scene | None, wrote: Wrote, text: str) -> None:
    said = Message(text=text.strip()[:LONGEST], author=NOBODYS, at=int(wrote.at.timestamp()))
    policy = scene.services.policy if chat is None else chat.policy
    settings = _everything() if chat is None else chat.settings
    if chat is None:
        inspection = Inspection(
            chat=COLLEGE,
            watchers=watchers_for(settings, permitted=policy.permitted, zone=scene.voice.zone),
        )
    else:
        inspection = await inspection_in(scene.services, scene.work, chat.chat)
    answers = {
        detector: answer
        for detector, answer in inspection.explain(said).items()
        if detector not in PASSING or answer.detections
    }
    asker = scene if chat is None else chat
    case = replace(await asker.case(wrote.author), standing=Standing.MEMBER, policy=policy)
    scene.tell(
        wrote.author,
        words.judged(
            scene.voice,
            chat="" if chat is None else chat.chat.title,
            text=said.text,
            answers=answers,
            rules={each: policy.conduct.watched_by(each) for each in answers},
            responses={each: _response(case, answer) for each, answer in answers.items()},
        ),
    )


def _response(case: Case, answer: Answer) -> Response:
    responses = (response_to(case, detection) for detection in answer.detections)
    return max(responses, key=lambda each: each.weight, default=Response.OFF)


def _everything() -> ChatSettings:
    """Return settings with every text detector on."""
    return settings_from(dict.fromkeys(OF_DETECTOR.values(), Response.HINT.value))


ROWS = Rows(commands={Command.CHECK: check_in_chat}, private={Command.CHECK: check_privately})
