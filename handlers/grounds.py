"""The grounds of a measure, as messages list them; whom a violation was against, and its rule."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence

from loguru import logger

from handlers.commands import Command
from handlers.conversation import choosing
from handlers.conversation.choosing import Option
from handlers.conversation.scene import Scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.messenger import MessengerError
from handlers.voice import Ground, Voice
from rules.case import Case, Granted, Refused, Ruling
from rules.conduct import Conduct, Rule
from rules.decide import decide
from rules.ids import ChatId, MemberId, MessageId, RuleNumber, ViolationNumber
from rules.mentions import people_in
from rules.vocabulary.bases import Refusal
from rules.vocabulary.unions import Request
from storage.records import Sighting


async def grounds_of(
    scene: Scene, case: Case, numbers: Collection[ViolationNumber]
) -> tuple[Ground, ...]:
    """Return violations as grounds to list, each with its rule as it was then."""
    versions = await scene.work.versions_broken(case.chat, case.member)
    return tuple(
        [
            Ground(
                number=each.number,
                at=each.at,
                rule=await rule_then(scene, each.rule, versions.get(each.at)),
            )
            for each in case.violations
            if each.number in numbers
        ]
    )


async def rule_then(scene: Scene, number: RuleNumber | None, version: str | None) -> Rule | None:
    """Return a rule of conduct as of `version`; as of now if that version is not known."""
    if number is None:
        return None
    if version is not None and version != scene.policy.version:
        conduct = await scene.work.conduct_of(version)
        if conduct is not None:
            return conduct.rule(number)
    return rule_now(scene, number)


def rule_now(scene: Scene, number: RuleNumber) -> Rule | None:
    """Return a rule of conduct of the policy in force; None if it is not there any more."""
    return scene.policy.conduct.rule(number)


_MYSELF = re.compile(r"(?<!\w)(?:меня|мне|мной|мною|мо(?:й|его) адрес|me)(?!\w)", re.IGNORECASE)
"""Matches a note by the person whom the act was against: «оскорбил меня»."""


async def answered_by(
    services: Services, chat: ChatId, message: MessageId | None
) -> MemberId | None:
    """Ask the messenger who wrote the message that `message` answers; None if it cannot say.

    Asked whatever the rule: once the message is removed, the answer is lost.
    """
    if message is None:
        return None
    try:
        return await services.messenger.answered_by(chat, message)
    except MessengerError as error:
        # record it as usual: the accused can contest it
        logger.warning("chat {}: a message could not be read: {}", chat, error.fault)
        return None


async def aimed_at(
    scene: Scene,
    *,
    author: MemberId | None = None,
    note: str = "",
    text: str = "",
    answered: MemberId | None = None,
    sightings: Iterable[Sighting | None] = (),
) -> frozenset[MemberId]:
    """Return the moderators against whom an act is known to have been.

    They are the author of the answered message (`answered`), those mentioned in `text`, and the
    `author` of the `note` if it says so. `sightings` are the stored copies of the messages. Only
    moderators are returned, because only they record violations.
    """
    kept = [sighting for sighting in sightings if sighting is not None]
    hurt = {answered, *(sighting.answers for sighting in kept)}
    for words in (text, *(sighting.text for sighting in kept)):
        hurt |= people_in(words)
    if author is not None and _MYSELF.search(note):
        hurt.add(author)
    here = {*await scene.moderators(), *scene.services.administrators}
    return frozenset(member for member in hurt if member is not None and member in here)


async def ask_rule(
    scene: Scene,
    wrote: Wrote,
    command: Command,
    rest: str,
    question: str,
    guesses: Collection[RuleNumber],
) -> None:
    """Ask the author of a command which rule it is about; the guesses come first."""
    await choosing.ask(
        scene,
        wrote,
        command,
        rest,
        question=question,
        options=options_of(scene.voice, scene.policy.conduct, guesses),
    )


def options_of(
    voice: Voice, conduct: Conduct, guesses: Collection[RuleNumber] = ()
) -> Sequence[Option]:
    """Return the rules to choose from, the guesses first."""
    rules = sorted(conduct.rules, key=lambda rule: rule.number not in guesses)
    return [Option(label=voice.short_rule(rule), value=str(rule.number)) for rule in rules]


async def rule_both(
    scene: Scene,
    case: Case,
    record: Request,
    removal: Request | None,
    *,
    unless: Callable[[Refusal], bool],
) -> Ruling:
    """Ask for a record and, unless None, the removal of its message: both hold, or neither.

    A removal that is refused for a reason of which `unless` is true is left out.
    """
    if removal is not None:
        tried = decide(case, removal, scene.now)
        if isinstance(tried, Refused) and not unless(tried.reason):
            return tried
    ruling = await scene.rule(case, record, along=removal)
    if removal is None or isinstance(ruling, Refused):
        return ruling
    removed = await scene.rule(case, removal)
    return Granted((*ruling.facts, *removed.facts)) if isinstance(removed, Granted) else ruling
