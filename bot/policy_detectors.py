"""What the policy says of detectors, in sentences."""

from collections.abc import Iterable

from bot.policy_amounts import ENGLISH, RUSSIAN
from rules.policy import Policy


def detectors_in_russian(policy: Policy) -> Iterable[str]:
    """Tell how far detectors are trusted, in Russian."""
    trust = policy.trust
    yield "Что делать с замеченным, выбирает беседа; без её решения модераторы получают карточку."
    yield (
        f"Сам бот может удалить то, в чём уверен не меньше чем на {trust.likely:.0%}, засчитать "
        f"нарушением — не меньше чем на {trust.certain:.0%}."
    )
    if trust.gathering:
        gathering = RUSSIAN.duration(trust.gathering)
        yield f"Написанное одним человеком бот собирает {gathering} и потом действует один раз."
    if trust.burst:
        burst = RUSSIAN.duration(trust.burst)
        yield f"Если паузы не длиннее чем {burst}, это один случай: одна карточка, одно нарушение."
    if policy.permitted:
        yield f"Не считаются посторонними: {', '.join(policy.permitted)}."


def detectors_in_english(policy: Policy) -> Iterable[str]:
    """Tell how far detectors are trusted, in English."""
    trust = policy.trust
    yield "What follows from what was noticed each chat chooses; else the moderators get a card."
    yield (
        f"By itself the bot may remove what it is at least {trust.likely:.0%} sure of, and count "
        f"as a violation what it is at least {trust.certain:.0%} sure of."
    )
    if trust.gathering:
        gathering = ENGLISH.duration(trust.gathering)
        yield f"What one person writes is gathered for {gathering}, and then acted upon once."
    if trust.burst:
        burst = ENGLISH.duration(trust.burst)
        yield f"With pauses of {burst} at most it is one case: one card, one violation."
    if policy.permitted:
        yield f"Never minded: {', '.join(policy.permitted)}."
