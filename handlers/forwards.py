"""Messages that people forward to the bot in private: find their chat, and do what is asked.

A messenger tells who wrote a forwarded message, and when, but need not tell where. It is looked for
in the chats that the person who forwards it shares with its author.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from loguru import logger
from msgspec import structs

from handlers.chats import ask_rights, freshen
from handlers.college import authority_of, served_among
from handlers.commands import EMPHASIS, Command, Typed, read_command, read_plainly
from handlers.complaints import carry_out as complain
from handlers.conversation import choosing, dialogues
from handlers.conversation.arguments import read_whom_and_rule
from handlers.conversation.choosing import Chosen, Option, answer_in_place
from handlers.conversation.dialogues import Subject
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Enclosed, Forward, InChat, Quoted, Wrote
from handlers.grounds import aimed_at, options_of, rule_now
from handlers.messenger import Fault, MessengerError, Written
from handlers.passing import pass_on
from handlers.removals import carry_out as remove
from handlers.repeats import separate_asked
from handlers.violations import carry_out as record
from handlers.voice import quote
from handlers.words import forwards as words
from rules.case import Case
from rules.conduct import Conduct
from rules.ids import ChatId, MemberId, MessageId, RuleNumber
from rules.violations import RECORD_VIOLATION
from rules.vocabulary.bases import Refusal
from rules.vocabulary.complaints import Complain
from rules.vocabulary.violations import (
    JustRecorded,
    RecordViolation,
    RemoveMessage,
    ViolationRecorded,
)

_ACTS = {Command.VIOLATION, Command.DELETE}
"""Commands that may be written beside a forwarded message."""

_MOST_CHATS = 20
"""Most chats in which one message is looked for, a call each."""

RECORD, REMOVE, BOTH = "record", "remove", "both"

_ANOTHER, _SAME = "another", "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A forwarded message, and where it was found; `moderated`: by the person who forwards it."""

    chat: ChatId
    title: str
    moderated: bool
    message: MessageId
    forward: Forward
    author: MemberId
    answered: MemberId | None

    @property
    def value(self) -> str:
        """How a choice names it."""
        return f"{self.chat}:{self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What a person wrote beside a forwarded message, and chose since; None: not yet."""

    which: str | None
    act: str | None
    rule: RuleNumber | None
    note: str
    guesses: tuple[RuleNumber, ...]
    separate: bool

    @property
    def rest(self) -> str:
        """Return what was chosen so far, as a question keeps it."""
        parts = (self.which, self.act, None if self.rule is None else str(self.rule))
        return " ".join(part for part in parts if part is not None)


async def are_asked_about(
    services: Services, wrote: Wrote, typed: Typed | None, subjects: Mapping[str, Subject]
) -> bool:
    """Return whether a private message asks about the messages forwarded with it.

    Beside a command, or where words of the person's own are awaited, they only accompany these.
    """
    acts = {*_ACTS, Command.COMPLAIN}
    if not wrote.enclosed.forwards or (typed is not None and typed.command not in acts):
        return False
    return not await dialogues.awaits(services, wrote.author, subjects)


async def look_into(services: Services, wrote: Wrote) -> None:
    """Ask the person who forwards messages what to do, or tell what they can do."""
    typed = _typed(services, wrote)
    if typed is not None and typed.command is Command.COMPLAIN:
        await _offer_to_report(services, wrote, await _find(services, wrote), None)
    else:
        await _go_on(services, wrote, "", None)


def _typed(services: Services, wrote: Wrote) -> Typed | None:
    typed = read_command(wrote.text, services.community_names)
    return typed if isinstance(typed, Typed) else read_plainly(wrote.text)


async def _choose(services: Services, wrote: Wrote, rest: str, chosen: Chosen) -> None:
    if chosen.value == _SAME:
        async with open_scene(services, wrote.chat, event=wrote.event) as scene:
            await choosing.withdraw(scene, chosen.question)
            scene.acknowledge(chosen.press)
        return
    await _go_on(services, wrote, f"{rest} {chosen.value}", chosen)


async def _go_on(services: Services, wrote: Wrote, rest: str, chosen: Chosen | None) -> None:
    found = await _find(services, wrote)
    mine = [each for each in found if each.moderated]
    # what may be done follows the roles as they are now, not as they were when it was asked
    if not mine:
        await _offer_to_report(services, wrote, found, chosen)
        return
    which = rest.split()[0] if rest else None if len(mine) > 1 else mine[0].value
    meant = next((each for each in mine if each.value == which), None)
    if which is not None and meant is None:
        async with open_scene(services, wrote.chat, event=wrote.event) as scene:
            answer_in_place(scene, chosen)
            scene.tell(wrote.author, words.gone(scene.voice))
        return
    conduct = await _conduct_in(services, mine[0] if meant is None else meant)
    wish = replace(_wish(services, wrote, rest.split(), conduct), which=which)
    known = wish.rule is not None and conduct.rule(wish.rule) is not None
    if meant is not None and wish.act is not None and known:
        await _carry_out(services, wrote, meant, wish, chosen)
        return
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        answer_in_place(scene, chosen)
        if meant is None:
            await _ask_which(scene, wrote, mine)
        elif wish.act is None:
            await _ask_what(scene, wrote, meant, wish)
        else:
            rules = options_of(scene.voice, conduct, wish.guesses)
            question = words.which_rule(scene.voice, removes=wish.act == REMOVE)
            await _ask(scene, wrote, replace(wish, rule=None), question, rules)


def _wish(services: Services, wrote: Wrote, chosen: list[str], conduct: Conduct) -> _Wish:
    typed = _typed(services, wrote)
    act, said = None, ""
    if typed is not None and typed.command in _ACTS:
        said = typed.rest.removeprefix(EMPHASIS)
        both = said != typed.rest
        act = REMOVE if typed.command is Command.DELETE else BOTH if both else RECORD
    read = read_whom_and_rule(said, services.pages, conduct, answers=True)
    return _Wish(
        which=None,
        act=chosen[1] if len(chosen) > 1 else act,
        rule=RuleNumber(int(chosen[2])) if len(chosen) > 2 else read.rule,
        note=read.note,
        guesses=read.guesses,
        separate=_ANOTHER in chosen,
    )


async def _conduct_in(services: Services, found: _Found) -> Conduct:
    async with services.storage.reading() as reading:
        values = await reading.settings(found.chat)
    policy = services.policy
    return policy.for_chat(policy.settings(values)).conduct


async def _ask(
    scene: Scene, wrote: Wrote, wish: _Wish, question: str, options: Iterable[Option]
) -> None:
    await choosing.ask(
        scene, wrote, Command.VIOLATION, wish.rest, question=question, options=tuple(options)
    )


async def _ask_which(scene: Scene, wrote: Wrote, found: list[_Found]) -> None:
    one = len({each.forward for each in found}) == 1
    options = await _options_of(scene, found)
    await choosing.ask(
        scene,
        wrote,
        Command.VIOLATION,
        "",
        question=words.which(scene.voice, chats=one),
        options=options,
    )


async def _options_of(scene: Scene, found: list[_Found]) -> list[Option]:
    """Return a button for each message, by its chat where all are the same message."""
    one = len({each.forward for each in found}) == 1
    options = []
    for each in found:
        said = f"{scene.voice.name(await scene.named(each.author))}: {each.forward.text}"
        label = each.title if one else quote(said, words.LONGEST_LABEL)
        options.append(Option(label=label, value=each.value))
    return options


async def _ask_what(scene: Scene, wrote: Wrote, found: _Found, wish: _Wish) -> None:
    _ = scene.voice.texts.gettext
    question = words.what_to_do(
        scene.voice,
        chat=found.title,
        member=await scene.named(found.author),
        text=found.forward.text,
    )
    acts = ((RECORD, _("Record it")), (REMOVE, _("Remove it")), (BOTH, _("Remove and record")))
    options = (Option(label=label, value=act) for act, label in acts)
    await _ask(scene, wrote, wish, question, options)


async def _offer_to_report(
    services: Services, wrote: Wrote, found: list[_Found], chosen: Chosen | None
) -> None:
    """Ask whether to report the message to the moderators of its chat, or which of several."""
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        answer_in_place(scene, chosen)
        if not found:
            authority = await authority_of(scene.work, services, wrote.author)
            scene.tell(wrote.author, words.not_found(scene.voice, moderates=authority.may))
            return
        only = found[0] if len(found) == 1 else None
        options = await _options_of(scene, found)
        if only is not None:
            label = scene.voice.texts.gettext("Report to the moderator")
            options = [Option(label=label, value=only.value)]
        question = words.report_offered(scene.voice, chat=None if only is None else only.title)
        await choosing.ask(scene, wrote, Command.COMPLAIN, "", question=question, options=options)


async def _report(services: Services, wrote: Wrote, rest: str, chosen: Chosen) -> None:
    """Report the message that was chosen, if it is still in a chat of both people."""
    found = [each for each in await _find(services, wrote) if each.value == chosen.value]
    if not found:
        async with open_scene(services, wrote.chat, event=wrote.event) as scene:
            answer_in_place(scene, chosen)
            scene.tell(wrote.author, words.gone(scene.voice))
        return
    (meant,) = found
    await freshen(services, meant.chat, meant.author, wrote.author)
    async with open_scene(services, meant.chat, event=wrote.event) as scene:
        answer_in_place(scene, chosen)
        request = Complain(
            by=await scene.actor(wrote.author),
            message=meant.message,
            posted_at=meant.forward.at or wrote.at,
            own=await scene.work.complaints_by(wrote.author),
            closed_until=await scene.work.reporting_closed_until(wrote.author),
        )
        said = meant.forward.original
        refusal = await complain(scene, meant.author, request, said, answers=meant.answered)
        if refusal is not None:
            scene.tell(wrote.author, await scene.refused(refusal))


async def _find(services: Services, wrote: Wrote) -> list[_Found]:
    """Return the forwarded messages where they are found, oldest first."""
    found = []
    for forward in wrote.enclosed.forwards:
        if forward.author is None or forward.author <= 0 or forward.at is None:
            continue
        chats, moderated = await _shared(services, wrote.author, forward.author)
        number = () if forward.message is None else (forward.message,)
        numbered = dict.fromkeys(chats, number)
        found_here = await _look(services, forward, chats, moderated, numbered)
        if not found_here:
            at = int(forward.at.timestamp())
            remembered = {chat: services.lookout.read_at(chat, at) for chat in chats}
            found_here = await _look(services, forward, chats, moderated, remembered)
        found += found_here
    return list({each.value: each for each in found}.values())


async def _shared(
    services: Services, forwarder: MemberId, author: MemberId
) -> tuple[Mapping[ChatId, str], frozenset[ChatId]]:
    """Return the served chats of both people, with titles, and which of them are moderated."""
    async with services.storage.reading() as reading:
        authority = await authority_of(reading, services, forwarder)
        here = {each.chat for each in await reading.presences([forwarder])}
        if authority.administrator:
            here |= {each.chat for each in await reading.presences([author])}
        theirs = [chat for chat in here if await reading.member(chat, author) is not None]
        served = await served_among(reading, theirs)
    moderated = served.keys() if authority.administrator else authority.moderates
    return served, frozenset(moderated)


async def _look(
    services: Services,
    forward: Forward,
    chats: Mapping[ChatId, str],
    moderated: frozenset[ChatId],
    numbers: Mapping[ChatId, tuple[MessageId, ...]],
) -> list[_Found]:
    found = []
    for chat in [chat for chat in chats if numbers[chat]][:_MOST_CHATS]:
        for written in await _read(services, chat, numbers[chat]):
            assert forward.author is not None  # noqa: S101 -- only those are looked for
            if written.said.author == forward.author and written.at == forward.at:
                found.append(
                    _Found(
                        chat=chat,
                        title=chats[chat],
                        moderated=chat in moderated,
                        message=written.message,
                        forward=forward,
                        author=forward.author,
                        answered=written.answered,
                    )
                )
    return found


async def _read(
    services: Services, chat: ChatId, messages: tuple[MessageId, ...]
) -> tuple[Written, ...]:
    try:
        return await services.messenger.written(chat, messages)
    except MessengerError as refused:
        if refused.fault not in {Fault.NO_RIGHTS, Fault.GONE}:
            # it may be there: the asker is told to try again
            raise
        logger.warning("chat {}: a forwarded message is not read: {}", chat, refused.fault)
        return ()


async def _carry_out(
    services: Services, wrote: Wrote, found: _Found, wish: _Wish, chosen: Chosen | None
) -> None:
    await ask_rights(services, (found.chat,), wrote.author, (RECORD_VIOLATION,))
    await freshen(services, found.chat, found.author, moderator=wrote.author)
    question = None
    async with open_scene(services, found.chat, event=wrote.event) as scene:
        removed = None if wish.act == RECORD else found.message
        case = await scene.case(found.author, removal=removed, suspicions=True)
        request = None if wish.act == REMOVE else await _request(scene, wrote, found, wish)
        refusal = await _act(scene, case, wrote, found, wish, request)
        if isinstance(refusal, JustRecorded):
            question = await separate_asked(scene, case, refusal)
        elif refusal is not None:
            if request is None or not await _pass_on(scene, wrote, found, request, refusal):
                scene.tell(wrote.author, await scene.refused(refusal))
            answer_in_place(scene, chosen)
        else:
            _confirm(scene, wrote, wish)
            answer_in_place(scene, chosen)
    if question is not None:
        async with open_scene(services, wrote.chat) as scene:
            answer_in_place(scene, chosen)
            _ = scene.voice.texts.gettext
            options = ((_("Yes, another"), _ANOTHER), (_("No"), _SAME))
            await _ask(
                scene,
                wrote,
                wish,
                question,
                (Option(label=label, value=value) for label, value in options),
            )


async def _act(
    scene: Scene,
    case: Case,
    wrote: Wrote,
    found: _Found,
    wish: _Wish,
    request: RecordViolation | None,
) -> Refusal | None:
    """Do what is wished; without a `request` to record, the message is only removed."""
    removal = RemoveMessage(
        by=await scene.actor(wrote.author),
        rule=wish.rule,
        message=found.message,
        posted_at=found.forward.at,
    )
    said = found.forward.original
    if request is None:
        return await remove(scene, case, removal, said=said, answered=found.answered)
    return await record(
        scene, case, request, removal=removal if wish.act == BOTH else None, said=said
    )


async def _request(scene: Scene, wrote: Wrote, found: _Found, wish: _Wish) -> RecordViolation:
    hurt = await aimed_at(
        scene,
        author=wrote.author,
        note=wish.note,
        text=found.forward.text,
        answered=found.answered,
    )
    return RecordViolation(
        by=await scene.actor(wrote.author),
        rule=wish.rule,
        message=found.message,
        note=wish.note,
        aimed_at=hurt,
        posted_at=found.forward.at,
        separate=wish.separate,
    )


async def _pass_on(
    scene: Scene, wrote: Wrote, found: _Found, request: RecordViolation, refusal: Refusal
) -> bool:
    """Let others decide on what this moderator may not record; return whether they can be asked."""
    quoted = Quoted(
        message=found.message,
        author=found.author,
        text=found.forward.text,
        at=found.forward.at,
        pictures=found.forward.pictures,
    )
    answer = structs.replace(
        wrote,
        place=InChat(found.chat),
        # its own number is one of the private conversation
        message=found.message,
        enclosed=Enclosed(quoted=quoted),
    )
    return await pass_on(scene, answer, found.author, request, refusal)


def _confirm(scene: Scene, wrote: Wrote, wish: _Wish) -> None:
    """Tell in private what was done; on trial the report of the trial says it."""
    rule = None if wish.rule is None else rule_now(scene, wish.rule)
    recorded = [fact.number for fact in scene.facts if isinstance(fact, ViolationRecorded)]
    assert rule is not None  # noqa: S101 -- the policy cited it just now

    async def confirm(scene: Scene) -> None:
        if scene.trial is None:
            said = words.done(
                scene.voice,
                chat=scene.chat.title,
                rule=rule,
                number=recorded[0] if recorded else None,
                removed=wish.act != RECORD,
            )
            scene.tell(wrote.author, said)

    scene.at_end.append(confirm)


ROWS = Rows(private_choices={Command.VIOLATION: _choose, Command.COMPLAIN: _report})
