"""Show newcomers the rules, ask them to acknowledge these, list who has not (п. 5.12.3)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.chats import let_write, look, lose_chat, may_look, moderated, restrict_again
from handlers.commands import Command
from handlers.conversation.buttons import AcknowledgeRules, AskEverybody, ReadRules
from handlers.conversation.keyboards import acknowledge_keyboard, reading_keyboard
from handlers.conversation.people import names_of
from handlers.conversation.privately import answered_lately, answers_privately
from handlers.conversation.rows import Rows
from handlers.conversation.saying import new_chat
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import BotJoined, BotLeft, Joined, Left, Pressed, Wrote
from handlers.expulsions import note_expulsion, settle_removal
from handlers.replying import misunderstood
from handlers.words import acquaintance as words
from handlers.words import replies
from rules.acquaintance import SEE_MEMBERS, when_to_ask
from rules.case import Case, Granted, Refused
from rules.ids import ChatId, MemberId
from rules.permissions import against
from rules.settings import Newcomers
from rules.silence import must_acknowledge
from rules.vocabulary.acquaintance import Acknowledge, AskForAcknowledgement, ShowRules
from storage.effects import Keyboard
from storage.reading import Reading
from storage.records import ChatState, Notice

GREETING = "greeting"


async def bot_added(services: Services, joined: BotJoined) -> None:
    """Look at a chat to which the bot was added."""
    async with open_scene(services, joined.chat, event=joined.event) as scene:
        # Added again after a removal: forget what was said the first time.
        await scene.work.put_chat(
            replace(
                new_chat(joined.chat),
                title=scene.chat.title,
                locale=scene.chat.locale,
                zone=scene.chat.zone,
            )
        )
    services.watch.note_state(joined.chat, ChatState.NEW)
    if may_look(services, joined.chat, joined.author, first=False):
        await look(services, joined.chat)


async def arrived(services: Services, joined: Joined) -> None:
    """Show a person who joined a chat the rules (п. 5.12.3)."""
    whom = joined.member
    # no greeting in a chat that is not served; `look` reads its members later
    people = await names_of(services, [whom]) if joined.chat in services.watch.served else ()
    async with open_scene(services, joined.chat, event=joined.event) as scene:
        await scene.work.put_people(people)
        # an arrival found after a gap may have no message
        await scene.work.add_member(joined.chat, whom, joined.at, joined.message)
        if scene.chat.state is not ChatState.SERVED:
            return
        case = await scene.case(whom)
        restrict_again(scene, case)
        ruling = await scene.rule(case, ShowRules())
        if isinstance(ruling, Granted):
            await _show_rules(scene, joined)
            # A newcomer may have to acknowledge the rules before they write.
            restrict_again(scene, await scene.case(whom))


async def _show_rules(scene: Scene, joined: Joined) -> None:
    policy, whom = scene.policy, joined.member
    notice = await scene.work.latest_notice(joined.chat, GREETING)
    gathers = (
        notice is not None
        and notice.data["version"] == policy.version
        and scene.now - notice.at < policy.gathering
    )
    if notice is not None and gathers:
        members = [*notice.data["members"], *([whom] if whom not in notice.data["members"] else [])]
        ref, at = notice.ref, notice.at
    else:
        members, ref, at = [whom], f"greeting:{joined.message or joined.event}", scene.now
    data: dict[str, Any] = {"members": members, "version": policy.version}
    if notice is not None and gathers and notice.data.get("unfolded"):
        data["unfolded"] = True
    greets = Notice(peer=joined.chat, ref=ref, kind=GREETING, at=at, data=data)
    await scene.work.put_notice(greets)
    greeting, keyboard = await _greeting(scene, greets)
    if gathers:
        scene.change(ref, greeting, keyboard=keyboard)
    else:
        scene.say(greeting, keyboard=keyboard, ref=ref, notify=True)


async def _greeting(scene: Scene, notice: Notice) -> tuple[str, Keyboard]:
    """Return the text and the buttons of a greeting; one that is unfolded shows the rules."""
    texts, version = scene.voice.texts, scene.policy.version
    unfolded = bool(notice.data.get("unfolded"))
    greeting = words.greeting(
        scene.voice,
        newcomers=await scene.all_named(MemberId(member) for member in notice.data["members"]),
        rules=scene.policy.conduct.rules if unfolded else (),
        read_only=scene.settings.newcomers is Newcomers.READ_ONLY,
    )
    under = acknowledge_keyboard if unfolded else reading_keyboard
    return greeting, under(texts, version)


async def left(services: Services, left: Left) -> None:
    """Record that a person left a chat or was removed from it."""
    whom = left.member
    async with open_scene(services, left.chat, event=left.event, college=True) as scene:
        ordered = await settle_removal(scene, whom)
        # the bot's own removals come as a community's
        if not ordered and left.removed and not left.is_bot:
            await note_expulsion(scene, whom, left.author)
        await scene.work.drop_member(left.chat, whom, left.at)


async def bot_left(services: Services, left: BotLeft) -> None:
    """Record that the bot was removed from a chat."""
    async with open_scene(services, left.chat, event=left.event, college=True) as scene:
        await lose_chat(scene)
    services.watch.note_state(left.chat, ChatState.GONE)


async def acknowledged(services: Services, pressed: Pressed, press: AcknowledgeRules) -> None:
    """Record a press of «Правила прочитаны» under a greeting, the rules or a reminder."""
    people = await names_of(services, [pressed.author])
    async with open_scene(services, pressed.chat, event=pressed.event) as scene:
        await scene.work.put_people(people)
        request = Acknowledge(version=press.version, addressed=await _addressed(scene, pressed))
        case = await scene.case(pressed.author)
        ruling = await scene.rule(case, request)
        match ruling:
            case Granted():
                await free_newcomer(scene, case)
                scene.pop_up(pressed, words.acknowledged(scene.voice))
            case Refused(reason=reason):
                await scene.refuse(reason, pressed)


async def free_newcomer(scene: Scene, before: Case) -> None:
    """Lift the restriction of a member who acknowledged the rules, if they were under it."""
    if must_acknowledge(before):
        let_write(scene, await scene.case(before.member))


async def _addressed(scene: Scene, pressed: Pressed) -> frozenset[MemberId] | None:
    if pressed.message is None:
        return None
    ref = await scene.work.ref_of(pressed.chat, pressed.message)
    notice = None if ref is None else await scene.work.notice(pressed.chat, ref)
    if notice is None or notice.kind != GREETING:
        return None
    return frozenset(MemberId(member) for member in notice.data["members"])


async def read_rules(services: Services, pressed: Pressed, press: ReadRules) -> None:
    """Handle «Прочитать правила»: tell them in private, or unfold the message into them."""
    async with open_scene(services, pressed.chat, event=pressed.event) as scene:
        rules = words.rules_of_conduct(scene.voice, rules=scene.policy.conduct.rules)
        if await scene.hears_privately(pressed.author):
            scene.tell(pressed.author, rules)
            scene.pop_up(pressed, replies.answered(scene.voice))
            return
        ref = None
        if pressed.message is not None:
            ref = await scene.work.ref_of(pressed.chat, pressed.message)
        if ref is None:
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        keyboard = acknowledge_keyboard(scene.voice.texts, scene.policy.version)
        notice = await scene.work.notice(pressed.chat, ref)
        if notice is not None and notice.kind == GREETING:
            unfolded = replace(notice, data={**notice.data, "unfolded": True})
            await scene.work.put_notice(unfolded)
            rules, keyboard = await _greeting(scene, unfolded)
        scene.change(ref, rules, keyboard=keyboard)
        scene.acknowledge(pressed)


async def show_rules(services: Services, wrote: Wrote, rest: str = "") -> None:
    """`/правила`: show the rules, with a button for a member who has not acknowledged them."""
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        rules, texts = scene.policy.conduct.rules, scene.voice.texts
        if wrote.private:
            scene.say(words.rules_of_conduct(scene.voice, rules=rules))
        elif not await answered_lately(scene, wrote, Command.RULES):
            scene.say(
                words.rules_of_conduct(scene.voice, rules=rules, whole=False),
                keyboard=reading_keyboard(texts, scene.policy.version),
                ref=f"rules:{wrote.message}",
                reply_to=wrote.message,
            )


async def due_newcomers(
    services: Services, reading: Reading, now: datetime, chats: Iterable[ChatId]
) -> dict[ChatId, tuple[MemberId, ...]]:
    """Return whom to remind in each chat by `now` (UTC); note the other chats' next due time."""
    found: dict[ChatId, tuple[MemberId, ...]] = {}
    for chat in chats:
        waiting = await _waiting(services, reading, chat)
        later = [at for at, _ in waiting if at > now]
        if later:
            services.watch.ask_at(chat, min(later))
        if len(later) < len(waiting):
            found[chat] = tuple(member for at, member in waiting if at <= now)
    return found


async def _waiting(
    services: Services, reading: Reading, chat: ChatId
) -> list[tuple[datetime, MemberId]]:
    """Return (due time in UTC, member) for every newcomer still to be reminded, soonest first."""
    policy = services.policy
    record = await reading.chat(chat)
    if record is None or record.state is not ChatState.SERVED:
        return []
    settings = policy.settings(await reading.settings(chat))
    if settings.newcomers is not Newcomers.REMIND:
        return []
    zone = services.zone_of(record)
    return sorted(
        (when_to_ask(newcomer.shown_at, settings, zone), newcomer.member)
        for newcomer in await reading.unacquainted(chat=chat)
        # a revision asked everybody to acknowledge again
        if not newcomer.asked and newcomer.version == policy.version
    )


async def ask_newcomers(services: Services, chat: ChatId, members: tuple[MemberId, ...]) -> None:
    """Remind all due newcomers of a chat in one message."""
    async with open_scene(services, chat) as scene:
        case = await scene.case(members[0])
        ruling = await scene.rule(case, AskForAcknowledgement(members=members))
        if isinstance(ruling, Granted):
            scene.say(
                words.asked_again(scene.voice, members=await scene.all_named(members)),
                keyboard=acknowledge_keyboard(scene.voice.texts, scene.policy.version),
                ref=f"asked:{int(scene.now.timestamp())}",
                notify=True,
                urgent=False,
            )


EVERYBODY = "everybody"


async def ask_everybody(services: Services, pressed: Pressed, press: AskEverybody) -> None:
    """Handle «Попросить всех ознакомиться»: ask members who are no moderators, once a day."""
    async with moderated(services, pressed) as scene:
        version = scene.policy.version
        missing = await scene.work.unacknowledged(pressed.chat, version)
        staff = {*await scene.moderators(), *services.administrators}
        members = tuple(member for member in missing if member not in staff)
        last = await scene.work.notice(pressed.chat, EVERYBODY)
        request = AskForAcknowledgement(
            members=members,
            by=await scene.actor(pressed.author),
            asked_at=last.at if last is not None and last.data["version"] == version else None,
        )
        match await scene.rule(await scene.case(pressed.author), request):
            case Granted():
                await scene.note(EVERYBODY, EVERYBODY, {"version": version})
                scene.say(
                    words.everybody_asked(scene.voice, waiting=len(members)),
                    keyboard=reading_keyboard(scene.voice.texts, version),
                    ref=f"asked:{int(scene.now.timestamp())}",
                    notify=True,
                    urgent=False,
                )
                scene.pop_up(pressed, replies.done(scene.voice))
            case Refused(reason=reason):
                await scene.refuse(reason, pressed)


async def show_members(services: Services, wrote: Wrote, rest: str) -> None:
    """Show a moderator, in private, who has not acknowledged; refresh the list first."""
    if rest:
        # the list is not about one person: do not ignore a name silently
        await misunderstood(services, wrote, Command.MEMBERS)
        return
    await look(services, wrote.chat)
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        if refusal := against(SEE_MEMBERS, await scene.actor(wrote.author)):
            await scene.refuse(refusal, wrote)
            return
        if not await answers_privately(scene, wrote, Command.MEMBERS):
            return
        scene.tell(wrote.author, await missing_in(scene))


async def missing_in(scene: Scene) -> str:
    """Return who of the scene's chat has not acknowledged the rules, in words."""
    version, chat = scene.services.policy.version, scene.chat.chat
    missing = await scene.work.unacknowledged(chat, version)
    return words.unacknowledged(
        scene.voice,
        missing=await scene.all_named(missing),
        present=len(await scene.work.members(chat)),
        version=version,
    )


ROWS = Rows(
    commands={Command.MEMBERS: show_members, Command.RULES: show_rules},
    private={Command.RULES: show_rules},
    buttons={AcknowledgeRules: acknowledged, AskEverybody: ask_everybody, ReadRules: read_rules},
)
