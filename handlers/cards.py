"""Cards: moderators are asked about what detectors found (п. 5.12.2, 5.12.7)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from handlers.conversation.announcing import Change
from handlers.conversation.buttons import CardAct, SeeOwn
from handlers.conversation.keyboards import button, private_keyboard
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.grounds import rule_now
from handlers.reporters import Reports, SeeReporters, abuse_keyboard, reports_on
from handlers.visibility import show
from handlers.voice import Voice
from handlers.wordlists import offered
from handlers.words import suspicions as words
from handlers.words import visibility as unnamed
from handlers.words.complaints import Reported
from rules.case import Case, Granted
from rules.complaints import complaining_at_once
from rules.conduct import gravest
from rules.ids import ChatId, MemberId, MessageId, SuspicionNumber, ViolationNumber
from rules.openness import (
    against_counting,
    correctable,
    countable,
    is_the_bots,
    open_in,
    settlement_in,
    settlement_of,
)
from rules.permissions import MODERATORS
from rules.repeats import carried_by
from rules.settings import Kind, settings_from
from rules.suspicions import judges, rule_of
from rules.vocabulary.suspicions import EnforceSuspicion, PresentSuspicion, Settlement, Suspicion
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import (
    MessageRemoved,
    Violation,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)
from storage.effects import Button, Colour, DeleteMessages, Edit, Keyboard, Peer, Unsend
from storage.subjects.suspicions import DueSuspicion


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message of a suspicion as a card shows it, and what may be done with it.

    `settled`: how what was found in it is settled now; `is_the_bots`: the bot by itself recorded
    it; `countable`: it may be recorded; `correctable`: the violation recorded from it whose rule
    may be changed; `page`: its place among the messages; `left`: how many of them are open.
    `exceptions`: the words found in it that the chat may stop pointing out, by their digests.
    `takeable`: colleagues have the card too, and nobody said that they decide. `has_neighbours`:
    the messenger tells what was written beside it.
    """

    suspicion: Suspicion
    message: MessageId
    settled: Settlement | None
    is_the_bots: bool
    countable: bool
    correctable: Violation | None
    page: int
    left: int
    exceptions: Mapping[str, str]
    takeable: bool
    has_neighbours: bool

    @property
    def removable(self) -> bool:
        """Whether the message still stands in the chat."""
        return self.message not in self.suspicion.removed


def card_buttons(voice: Voice, chat: ChatId, shown: Shown) -> Keyboard:
    """Return the buttons for what may still be done with the message that a card shows."""
    _, suspicion, settled = voice.texts.gettext, shown.suspicion, shown.settled

    def press(
        label: str,
        act: Literal["count", "both", "remove", "clear", "reopen", "leave", "take", "near"],
        colour: Colour = Colour.PLAIN,
        *,
        everywhere: bool = False,
    ) -> Button:
        message = None if everywhere else shown.message
        return button(
            label, CardAct(chat=chat, card=suspicion.number, act=act, message=message), colour
        )

    rows: list[tuple[Button, ...]] = []
    remove = (press(_("Remove it"), "remove", Colour.MAIN),) if shown.removable else ()
    no_violation = press(_("No violation"), "clear", Colour.GOOD)
    if settled is Settlement.CLEARED:
        rows.append((press(_("Undo"), "reopen"),))
        rows += [
            (button(_("Stop pointing out: {word}").format(word=word), _excepting(chat, shown, it)),)
            for it, word in shown.exceptions.items()
        ]
    elif settled is None and shown.countable:
        both = (press(_("Remove and record"), "both", Colour.BAD),) if shown.removable else ()
        rows.append((press(_("Record it"), "count", Colour.BAD), *both))
        rows.append((*remove, no_violation))
    elif settled is None:
        if remove:
            rows.append(remove)
        if shown.correctable is not None:
            rules = CardAct(
                chat=chat,
                card=suspicion.number,
                act="rules",
                violation=shown.correctable.number,
                message=shown.message,
            )
            rows.append((button(_("Another rule"), rules),))
        rows.append((press(_("Leave it as it is"), "leave", Colour.GOOD),))
    elif shown.is_the_bots:
        rows.append((*remove, no_violation))
    elif remove:
        rows.append(remove)
    if settled is None and shown.left > 1:
        rows.append(
            (press(_("No violation in any: {n}").format(n=shown.left), "clear", everywhere=True),)
        )
    ways = [press(_("I take it"), "take")] if shown.takeable and shown.left else []
    if settled is None and shown.has_neighbours:
        ways.append(press(_("What was beside it"), "near"))
    others = len(suspicion.messages) - 1
    if others:
        page = (shown.page + 1) % (others + 1)
        turn = CardAct(chat=chat, card=suspicion.number, act="more", page=page)
        ways.append(button(_("More: {n} →").format(n=others), turn))
    return (*rows, tuple(ways)) if ways else tuple(rows)


def _excepting(chat: ChatId, shown: Shown, digest: str) -> CardAct:
    return CardAct(
        chat=chat, card=shown.suspicion.number, act="except", message=shown.message, word=digest
    )


CARD = "card"


async def withdraw_card(scene: Scene, member: MemberId, number: SuspicionNumber) -> None:
    """Delete the copies of a member's card if another tells all of it; it stays on the list."""
    suspicion = (await scene.case(member, suspicion=number)).suspicion
    sent = await scene.work.notice(scene.chat.chat, card_ref(scene, number))
    if sent is not None and suspicion is not None and await _is_told(scene, suspicion):
        scene.effects += [Unsend(to=peer, ref=sent.ref) for peer in sent.data["to"]]
        await scene.work.drop_notice(scene.chat.chat, sent.ref)


async def _is_told(scene: Scene, suspicion: Suspicion) -> bool:
    """Return whether one card about the same text in several chats tells all that this one does."""
    if suspicion.complained.by:
        return False
    return await scene.work.is_spread(scene.chat.chat, suspicion.messages)


def card_ref(scene: Scene, number: SuspicionNumber) -> str:
    """Return the ref of a card of the scene's chat."""
    return f"{CARD}:{scene.chat.chat}:{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A card's text and buttons; those `above` only administrators have, on their own copies."""

    text: str
    buttons: Keyboard
    above: Keyboard
    administrators: frozenset[MemberId]

    def buttons_for(self, peer: Peer) -> Keyboard:
        """Return the buttons of the copy in a conversation."""
        return (*self.buttons, *self.above) if peer in self.administrators else self.buttons


async def card_of(
    scene: Scene,
    case: Case,
    suspicion: Suspicion,
    *,
    page: int | None = None,
    to: Collection[Peer] | None = None,
) -> Drawn:
    """Return a card as it is now; `page` of its messages, gravest first.

    `page` None: the first message in which something is open. `to` gets it; None: those who got it
    before.
    """
    if to is None:
        sent = await scene.work.notice(scene.chat.chat, card_ref(scene, suspicion.number))
        to = () if sent is None else sent.data["to"]
    taken = await _taken_by(scene, suspicion.number)
    messages, left = gravest_first(case, suspicion), open_in(case, suspicion)
    if page is None:
        page = next((n for n, each in enumerate(messages) if each in left), 0)
    page = min(page, len(messages) - 1)
    message = messages[page]
    sighting = await scene.work.sighting(scene.chat.chat, message)
    settled = settlement_in(case, suspicion, message)
    stands = None if settled is not None else against_counting(case, suspicion, message)
    violation, by = _settled_by(case, suspicion, message, settled)
    chat, reports = scene.chat.chat, None
    if suspicion.complained.by:
        reports = await reports_on(scene.work, chat, suspicion.member, message)
    said = words.Card(
        chat=scene.chat.title,
        number=suspicion.number,
        member=await scene.named(case.member),
        text="" if sighting is None else sighting.text,
        detections=() if sighting is None else sighting.detections,
        rule=case.policy.conduct.rule(rule_of(case, suspicion.found_in(message))),
        page=page,
        count=len(messages),
        left=len(left),
        removed=message in suspicion.removed,
        violation=violation,
        settled=settled,
        by=None if by is None else await scene.named(by),
        taken=None if taken is None else await scene.named(taken),
        stands=None if stands is None else await scene.refused(stands),
        reported=None if reports is None else _reported(suspicion, reports),
    )
    shown = Shown(
        suspicion=suspicion,
        message=message,
        settled=settled,
        is_the_bots=is_the_bots(case, suspicion, message),
        countable=bool(countable(case, suspicion, message)),
        correctable=correctable(case, suspicion, message),
        page=page,
        left=len(left),
        exceptions=(
            await offered(scene, sighting.detections)
            if settled is Settlement.CLEARED and sighting is not None
            else {}
        ),
        takeable=taken is None and _is_shared(scene, to),
        has_neighbours=scene.able.reads_around,
    )
    press = SeeReporters(chat=chat, card=suspicion.number, message=message)
    return Drawn(
        text=words.card(scene.voice, shown=said),
        buttons=card_buttons(scene.voice, chat, shown),
        above=abuse_keyboard(scene.voice, press) if reports and reports.abusers else (),
        administrators=scene.services.administrators,
    )


def _reported(suspicion: Suspicion, reports: Reports) -> Reported:
    """Return how many people complained of a message, as its card says it."""
    return Reported(
        by=len(reports.told),
        at_once=complaining_at_once(reports.about),
        doubtful=suspicion.is_quiet,
    )


TAKEN = "taken"


async def note_taken(scene: Scene, number: SuspicionNumber, by: MemberId) -> None:
    """Store who decides about an open card; it matters until that, and is kept as notices are."""
    await scene.note(f"{TAKEN}:{number}", TAKEN, {"by": by})


async def _taken_by(scene: Scene, number: SuspicionNumber) -> MemberId | None:
    taken = await scene.work.notice(scene.chat.chat, f"{TAKEN}:{number}")
    return None if taken is None else MemberId(taken.data["by"])


def _is_shared(scene: Scene, to: Collection[Peer]) -> bool:
    """Return whether several people see a card: each in private, or all in a staff chat."""
    return len(to) > 1 or any(scene.services.messenger.is_chat(peer) for peer in to)


def gravest_first(case: Case, suspicion: Suspicion) -> list[MessageId]:
    """Return the messages of a card by the gravity of what is found in them."""
    conduct = case.policy.conduct

    def rank(message: MessageId) -> tuple[int, int, MessageId]:
        number = rule_of(case, suspicion.found_in(message))
        rule = conduct.rule(number)
        return -(0 if rule is None else rule.gravity), number, message

    return sorted(suspicion.messages, key=rank)


def _settled_by(
    case: Case, suspicion: Suspicion, message: MessageId, settled: Settlement | None
) -> tuple[ViolationNumber | None, MemberId | None]:
    """Return the violation that settled what was found in a message, and who settled it."""
    finding = suspicion.finding(message)
    number = suspicion.violation if finding is None else finding.violation
    if settled is not Settlement.COUNTED:
        return None, suspicion.cleared_by if finding is None else finding.by
    violation = None if number is None else case.violation(number)
    counted_by = suspicion.counted_by if finding is None else finding.by
    return number, counted_by if violation is None else violation.by


async def show_anew(
    scene: Scene,
    member: MemberId,
    number: SuspicionNumber,
    *,
    to: Peer | None = None,
    message: MessageId | None = None,
) -> None:
    """Update every copy of a card; the copy in `to` shows that message, the others what is open."""
    case = await scene.case(member, suspicion=number, suspicions=True)
    if case.suspicion is None:
        return
    await _show(scene, case, case.suspicion)
    if to is not None and message is not None:
        page = gravest_first(case, case.suspicion).index(message)
        card = await card_of(scene, case, case.suspicion, page=page)
        change_copy(scene, card_ref(scene, number), card.text, card.buttons_for(to), to=to)


def change_copy(scene: Scene, ref: str, card: str, buttons: Keyboard, *, to: Peer) -> None:
    """Update one copy of a card; an edit of it that still waits in this scene is replaced."""
    scene.effects = [
        effect
        for effect in scene.effects
        if not (isinstance(effect, Edit) and effect.ref == ref and effect.to == to)
    ]
    scene.change(ref, card, keyboard=buttons, to=to)


async def show_cards_of(scene: Scene, change: Change) -> None:
    """Update the cards about messages whose violations changed."""
    told = (ViolationRecorded, ViolationAnnulled, ViolationReinstated)
    numbers = {fact.number for fact in change.facts if isinstance(fact, told)}
    if not any(
        each.number in numbers and each.message is not None for each in change.after.violations
    ):
        return
    case = await scene.case(change.after.member, suspicions=True)
    messages = {
        message
        for violation in case.violations
        if violation.number in numbers
        for message in carried_by(case, violation)
    }
    for suspicion in case.suspicions:
        if not messages.isdisjoint(suspicion.messages):
            await _show(scene, case, suspicion)


async def _show(scene: Scene, case: Case, suspicion: Suspicion) -> None:
    sent = await scene.work.notice(scene.chat.chat, card_ref(scene, suspicion.number))
    if sent is None:
        return
    card = await card_of(scene, case, suspicion)
    for peer in sent.data["to"]:
        change_copy(scene, sent.ref, card.text, card.buttons_for(peer), to=peer)


async def removed_by_the_bot(scene: Scene, case: Case, facts: Iterable[Fact]) -> None:
    """Remove the messages that the chat lets the bot remove by itself, and announce why."""
    told = tuple(facts)
    counted = any(isinstance(fact, ViolationRecorded) for fact in told)
    # the notice of the violation already says why
    await _removed(scene, case, told, silent=counted)


async def removed_on_a_card(
    scene: Scene, case: Case, facts: Iterable[Fact], *, silent: bool = False
) -> None:
    """Remove the messages that a moderator removed with a card, and announce why.

    `silent`: the notice of the violation says so.
    """
    await _removed(scene, case, tuple(facts), silent=silent)


async def _removed(scene: Scene, case: Case, facts: tuple[Fact, ...], *, silent: bool) -> None:
    removals = [fact for fact in facts if isinstance(fact, MessageRemoved)]
    if not removals:
        return
    messages = tuple(fact.message for fact in removals)
    at_once = scene.able.deleted_at_once
    for start in range(0, len(messages), at_once):
        part: tuple[MessageId, ...] = messages[start : start + at_once]
        scene.effects.append(DeleteMessages(chat=scene.chat.chat, messages=part))
    rules = (rule_now(scene, fact.rule) for fact in removals)
    rule = gravest(rule for rule in rules if rule is not None)
    if rule is None or silent:
        return
    member, count = await scene.named(case.member), len(messages)
    if await scene.hears_privately(case.member):
        said = words.removed(scene.voice, member=member, rule=rule, messages=count)
        scene.tell(case.member, said)
        return
    first = messages[0]
    asks = SeeOwn(removal=first)
    shown = await show(scene, f"removal:{first}", case.member, removals[0].by, asks=asks)
    said = (
        words.removed(scene.voice, member=member, rule=rule, messages=count)
        if shown.named
        else unnamed.removed(scene.voice, rule=rule, messages=count)
    )
    scene.say(said, keyboard=shown.stays)


DEAF = "deaf"


async def act(services: Services, due: DueSuspicion) -> None:
    """Do what the chat has set for a suspicion, then show it to the moderators.

    In this order, a restart in between repeats the first step harmlessly and loses nothing.
    """
    async with open_scene(services, due.chat) as scene:
        case = await scene.case(due.member, suspicion=due.number, suspicions=True)
        ruling = await scene.rule(case, EnforceSuspicion(number=due.number))
        if isinstance(ruling, Granted):
            await removed_by_the_bot(scene, case, ruling.facts)
            rest = [fact for fact in ruling.facts if not isinstance(fact, MessageRemoved)]
            await scene.announce(case, rest)
    async with open_scene(services, due.chat) as scene:
        case = await scene.case(due.member, suspicion=due.number, suspicions=True)
        ruling = await scene.rule(case, PresentSuspicion(number=due.number))
        if isinstance(ruling, Granted):
            await _present(scene, case)


async def _present(scene: Scene, case: Case) -> None:
    suspicion = case.suspicion
    if suspicion is None:
        return
    sent = await scene.work.notice(scene.chat.chat, card_ref(scene, suspicion.number))
    if sent is not None:
        await show_anew(scene, case.member, suspicion.number)
        if not suspicion.complained.by:
            return
    if suspicion.is_quiet or await _is_told(scene, suspicion):
        return
    left = settlement_of(case, suspicion) is None
    if not left and not any(is_the_bots(case, suspicion, each) for each in suspicion.messages):
        # a moderator recorded it before the card was sent: nothing is left to ask
        return
    before: list[Peer] = [] if sent is None else sent.data["to"]
    to = [each for each in await _addressees(scene, case, suspicion) if each not in before]
    if not to:
        if sent is None and not suspicion.is_for_administrators:
            await _ask_for_a_hearing(scene)
        return
    card = await card_of(scene, case, suspicion, to=[*before, *to])
    ref, staff = card_ref(scene, suspicion.number), scene.settings.cards
    told = await scene.told_of_work(MemberId(each) for each in to if each != staff)
    for peer in to:
        if peer == staff or peer in told:
            scene.send(peer, card.text, keyboard=card.buttons_for(peer), ref=ref)
    await _note(scene, suspicion.number, [*before, *to])


async def put_before(scene: Scene, member: MemberId, number: SuspicionNumber) -> None:
    """Show a card again, and send it to those whom it concerns since somebody else complained.

    One that waits for its first showing is left to that.
    """
    case = await scene.case(member, suspicion=number, suspicions=True)
    if case.suspicion is not None and case.suspicion.acts_at is None:
        await _present(scene, case)


async def _note(scene: Scene, number: SuspicionNumber, to: list[Peer]) -> None:
    await scene.note(card_ref(scene, number), CARD, {"to": to})


async def _addressees(scene: Scene, case: Case, suspicion: Suspicion) -> list[Peer]:
    staff, above = scene.settings.cards, suspicion.is_for_administrators
    ours = not above and case.standing not in MODERATORS
    if staff is not None and ours and await _is_staffs(scene, staff):
        return [staff]
    moderators = () if above else await scene.moderators()
    who = judges(case, moderators, scene.services.administrators) - suspicion.complained.by
    return [member for member in sorted(who) if await scene.hears_privately(member)]


async def _is_staffs(scene: Scene, chat: ChatId) -> bool:
    """Return whether a chat is still a staff chat that the college knows and the bot serves."""
    values = scene.services.policy.values(await scene.work.settings(chat))
    known = chat in await scene.work.confirmed([chat])
    return known and settings_from(values).kind is Kind.STAFF


async def _ask_for_a_hearing(scene: Scene) -> None:
    """Ask in the chat, once a day, that a moderator allow private messages."""
    last = await scene.work.latest_notice(scene.chat.chat, DEAF)
    if last is not None and (scene.now - last.at).days < 1:
        return
    await scene.note(DEAF, DEAF)
    keyboard = private_keyboard(scene.voice.texts, scene.services.private_link)
    scene.say(words.nobody_hears(scene.voice), keyboard=keyboard, urgent=False)


async def send_once_more(scene: Scene, due: DueSuspicion, to: MemberId) -> None:
    """Send a card again to a moderator who asked for it and may settle it."""
    case = await scene.case(due.member, suspicion=due.number, suspicions=True)
    if case.suspicion is None or (await scene.actor(to)).standing not in MODERATORS:
        return
    if case.standing in MODERATORS and to not in scene.services.administrators:
        return
    card = await card_of(scene, case, case.suspicion)
    ref = card_ref(scene, due.number)
    scene.send(to, card.text, keyboard=card.buttons_for(to), ref=ref)
    sent = await scene.work.notice(scene.chat.chat, ref)
    before = [] if sent is None else sent.data["to"]
    await _note(scene, due.number, sorted({*before, to}))


ROWS = Rows(last=(show_cards_of,))
