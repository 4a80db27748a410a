"""What the policy says of chats, in sentences: kinds, settings, invitations, silence.

The words of settings and their values are the catalogues', as people read them in the chat.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.policy_amounts import ENGLISH, RUSSIAN
from handlers.voice import Voice
from handlers.wording.values import detector_words, kind_words, name_of, value_words
from locales.texts import Catalogues
from rules.detectors.detection import Detector
from rules.policy import Policy
from rules.settings import Kind, Setting


def chats_in_russian(policy: Policy) -> Iterable[str]:
    """Tell what is set for chats, in Russian."""
    voice = _voice("ru")
    yield "Бот обслуживает беседу, когда модератор указал, чья она."
    for kind, said in _kinds(policy, voice):
        yield f"С чего начинают беседы вида «{kind}»: {said}."
    if policy.locked:
        yield f"Беседы не могут менять настройки: {_named(policy.locked, voice)}."
    else:
        yield "Модераторы могут менять в беседе любые настройки."
    life = RUSSIAN.duration(policy.invitation_life)
    yield f"Приглашение в беседу действует {life}, если его не отозвали."
    appeals = RUSSIAN.duration(policy.appeal_term)
    yield f"Нарушение или блокировку можно один раз обжаловать; на это есть {appeals}."
    dialogue = RUSSIAN.duration(policy.dialogue_length)
    yield f"Начатый текст (извинения, обжалование, решение) бот ждёт {dialogue}, потом забывает."
    silence = RUSSIAN.duration(policy.longest_silence)
    yield f"Модератор может оставить в беседе только чтение не больше чем на {silence}."


def chats_in_english(policy: Policy) -> Iterable[str]:
    """Tell what is set for chats, in English."""
    voice = _voice("en")
    yield "The bot serves a chat once a moderator has said whose it is."
    for kind, said in _kinds(policy, voice):
        yield f"What chats of the kind “{kind}” begin with: {said}."
    if policy.locked:
        yield f"Chats cannot change the settings: {_named(policy.locked, voice)}."
    else:
        yield "Moderators can change any setting in their chat."
    life = ENGLISH.duration(policy.invitation_life)
    yield f"An invitation to a chat is good for {life} unless it is revoked."
    appeals = ENGLISH.duration(policy.appeal_term)
    yield f"A violation or a block can be contested once; there are {appeals} for that."
    dialogue = ENGLISH.duration(policy.dialogue_length)
    yield f"The bot waits {dialogue} for words that were begun (an apology, an appeal, a decision)."
    silence = ENGLISH.duration(policy.longest_silence)
    yield f"A moderator can leave a chat with reading only for {silence} at most."


def kinds_named(kinds: Iterable[Kind], language: str) -> str:
    """Name kinds of chats: «родители студентов», in the order in which they are offered."""
    voice, wanted = _voice(language), frozenset(kinds)
    return ", ".join(f"«{kind_words(kind, voice)}»" for kind in Kind if kind in wanted)


def detectors_named(detectors: Iterable[Detector], language: str) -> str:
    """Name detectors by what they look for: «мат», «флуд»."""
    voice = _voice(language)
    return ", ".join(detector_words(each, voice) for each in detectors)


def _voice(language: str) -> Voice:
    texts = Catalogues.load().texts(language)
    return Voice(texts=texts, zone=ZoneInfo("UTC"), now=datetime.now(UTC))


def _named(settings: Iterable[Setting], voice: Voice) -> str:
    return ", ".join(name_of(setting, voice) for setting in sorted(settings))


def _kinds(policy: Policy, voice: Voice) -> Iterable[tuple[str, str]]:
    for kind in Kind:
        values = policy.kinds.get(kind)
        if values:
            said = "; ".join(
                f"{name_of(setting, voice)} — {value_words(setting, value, voice)}"
                for setting, value in values.items()
            )
            yield kind_words(kind, voice), said
