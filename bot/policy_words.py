"""The policy in force, in sentences that a head of the college can read and approve.

The sentences stand here and not in the catalogues: nobody reads them in a chat, and the two
languages are easier to compare side by side.
"""

from collections.abc import Iterable

from bot.policy_amounts import ENGLISH, RUSSIAN, english_ordinal
from bot.policy_chats import chats_in_english, chats_in_russian, detectors_named, kinds_named
from bot.policy_detectors import detectors_in_english, detectors_in_russian
from rules.clauses import Clause
from rules.conduct import Conduct
from rules.policy import ForDays, Heat, Keeping, Policy, Validity
from rules.policy import SinceDayOfYear as Since
from rules.settings import Blocks
from rules.terms import ONE_MONTH

_Section = tuple[str, Iterable[str]]
"""A heading and the sentences below it."""


def policy_in_words(policy: Policy, locale: str) -> str:
    """Tell every setting of the policy in English ("en") or in Russian (any other locale)."""
    sections = _in_english(policy) if locale == "en" else _in_russian(policy)
    return "\n\n".join("\n".join((heading, *lines)) for heading, lines in sections)


def _in_russian(policy: Policy) -> Iterable[_Section]:
    yield f"Политика бота «Порядок», версия правил {policy.version}", ()
    yield f"Блокировки (п. {Clause.BLOCK})", _blocks_in_russian(policy)
    yield f"Извинения (п. {Clause.FORGIVENESS})", _apologies_in_russian(policy)
    yield f"Напоминания (п. {Clause.REMINDER})", _reminders_in_russian(policy)
    gathering = (
        f"пришедших за {RUSSIAN.duration(policy.gathering)} — одним сообщением"
        if policy.gathering
        else "каждого — отдельным сообщением"
    )
    yield (
        f"Новые участники (п. {Clause.ACQUAINTANCE})",
        (f"Бот знакомит с правилами всех, кто пришёл в беседу; {gathering}.",),
    )
    yield f"Беседы (п. {Clause.ADOPTION})", chats_in_russian(policy)
    window = (
        f"работает {RUSSIAN.duration(policy.undo_window)}"
        if policy.undo_window
        else "не работает: время для неё не отведено"
    )
    yield (
        f"Отмена действий (п. {Clause.GROUNDS})",
        (f"Кнопка «Отменить» под сообщением о действии модератора {window}.",),
    )
    yield f"Что замечает бот (п. {Clause.MODERATION})", detectors_in_russian(policy)
    yield f"Хранение сведений (п. {Clause.GROUNDS})", _keeping_in_russian(policy.keeping)
    yield (
        f"Правила общения (п. {Clause.GROUNDS})",
        (
            "Без ссылки на одно из этих правил нельзя ни записать нарушение, ни удалить сообщение.",
            *_conduct(policy.conduct, "ru", "Следят", "Только в беседах вида"),
        ),
    )


def _keeping_in_russian(keeping: Keeping) -> Iterable[str]:
    yield f"Слова участников, например извинения, хранятся {RUSSIAN.duration(keeping.texts)}."
    yield f"Имена в журнале и в записях о мерах хранятся {RUSSIAN.duration(keeping.journal)}."
    kept = RUSSIAN.duration(keeping.acknowledgements)
    yield f"Отметки об ознакомлении хранятся {kept}; действующие у тех, кто в беседе, — всегда."
    yield "Просроченное бот стирает сам, кроме того, на чём держится действующая мера."


def _blocks_in_russian(policy: Policy) -> Iterable[str]:
    violations = RUSSIAN.counted(policy.threshold, RUSSIAN.violations)
    yield f"Модератор вправе заблокировать участника, у которого учтено больше {violations}."
    ladder = _ladder_in_russian(policy)
    match policy.blocks:
        case Blocks.PROPOSED:
            yield "Бот только предлагает блокировку; решает и выбирает срок модератор."
            yield f"Если сделать блокировки автоматическими, сроки будут такими: {ladder}."
        case Blocks.AUTOMATIC:
            yield "Бот блокирует сам, как только это становится возможно."
            yield f"Сроки автоматических блокировок: {ladder}."
    yield f"Сроки на выбор модератору: на {RUSSIAN.choice(policy.terms)}."
    if policy.greatest_term == ONE_MONTH:
        yield "Заблокировать можно не дольше чем на календарный месяц."
    else:
        greatest = RUSSIAN.term(policy.greatest_term)
        yield (
            f"Заблокировать можно не дольше чем на {greatest} и никогда не дольше чем на "
            "календарный месяц."
        )
    yield _validity_in_russian(policy.validity)
    yield "Отменённые нарушения и те, за которые участник уже был заблокирован, не учитываются."
    yield "Одно сообщение — одно нарушение, кто бы и сколько раз его ни записывал."
    if policy.repeat_within:
        within = RUSSIAN.duration(policy.repeat_within)
        yield (
            f"Если за {within} человеку записывают второе нарушение и одно из двух — по имени, без "
            "сообщения, бот сначала спросит, отдельное ли оно."
        )


def _ladder_in_russian(policy: Policy) -> str:
    *steps, last = (RUSSIAN.term(term) for term in policy.ladder)
    if not steps:
        return f"каждый раз на {last}"
    rungs = [f"{place}-й раз на {term}" for place, term in enumerate(steps, start=1)]
    return "; ".join((*rungs, f"{len(policy.ladder)}-й раз и дальше на {last}"))


def _validity_in_russian(validity: Validity) -> str:
    match validity:
        case Since():
            day = RUSSIAN.day_of_year(validity)
            return f"Счёт нарушений каждый год начинается заново: {day}."
        case ForDays(days=days):
            return f"Нарушение учитывается {RUSSIAN.days(days)}."


def _apologies_in_russian(policy: Policy) -> Iterable[str]:
    vote = RUSSIAN.duration(policy.vote_length)
    yield "Заблокированный участник может извиниться перед остальными."
    yield f"Голосование длится {vote}, но не дольше самой блокировки."
    yield "Если никто не возражает, блокировка снимается; если возражает хоть один, остаётся."
    pause = f"через {RUSSIAN.duration(policy.apology_pause)}" if policy.apology_pause else "сразу"
    yield f"После отказа извиниться снова можно {pause}."


def _reminders_in_russian(policy: Policy) -> Iterable[str]:
    yield "Модератор может напомнить правила в любое время."
    yield f"Бот напоминает их сам, если {_heat_in_russian(policy.heat)}."
    if policy.reminder_quiet:
        quiet = RUSSIAN.duration(policy.reminder_quiet)
        yield f"После напоминания всем бот {quiet} не напоминает сам."
    else:
        yield "Перерыва между напоминаниями нет."


def _heat_in_russian(heat: Heat) -> str:
    violations = RUSSIAN.counted(heat.violations, RUSSIAN.violations)
    people = RUSSIAN.counted(heat.people, RUSSIAN.people)
    within = RUSSIAN.duration(heat.within)
    return f"за {within} записано не меньше {violations}, а нарушили не меньше {people}"


def _in_english(policy: Policy) -> Iterable[_Section]:
    yield f"The policy of the bot “Poryadok”, version of the rules {policy.version}", ()
    yield f"Blocks (cl. {Clause.BLOCK})", _blocks_in_english(policy)
    yield f"Apologies (cl. {Clause.FORGIVENESS})", _apologies_in_english(policy)
    yield f"Reminders (cl. {Clause.REMINDER})", _reminders_in_english(policy)
    gathering = (
        f"those who come within {ENGLISH.duration(policy.gathering)} share one message"
        if policy.gathering
        else "each in a message of their own"
    )
    yield (
        f"Newcomers (cl. {Clause.ACQUAINTANCE})",
        (f"The bot shows the rules to everyone who joins the chat; {gathering}.",),
    )
    yield f"Chats (cl. {Clause.ADOPTION})", chats_in_english(policy)
    window = (
        f"works for {ENGLISH.duration(policy.undo_window)}"
        if policy.undo_window
        else "does not work: no time is set for it"
    )
    yield (
        f"Undoing (cl. {Clause.GROUNDS})",
        (f"The button “Undo” under the message on a moderator's act {window}.",),
    )
    yield f"Detectors (cl. {Clause.MODERATION})", detectors_in_english(policy)
    yield f"What is kept (cl. {Clause.GROUNDS})", _keeping_in_english(policy.keeping)
    yield (
        f"Rules of conduct (cl. {Clause.GROUNDS})",
        (
            "Without citing one of these rules no violation is recorded and no message removed.",
            *_conduct(policy.conduct, "en", "Watched by", "Only in chats of the kind"),
        ),
    )


def _keeping_in_english(keeping: Keeping) -> Iterable[str]:
    yield f"People's own words, such as apologies, are kept for {ENGLISH.duration(keeping.texts)}."
    kept = ENGLISH.duration(keeping.journal)
    yield f"Names in the journal and in what is recorded of measures are kept for {kept}."
    kept = ENGLISH.duration(keeping.acknowledgements)
    yield f"Acknowledgements are kept for {kept}; those in force of who is in the chat, always."
    yield "The bot erases by itself what is due, but for what a measure in force rests on."


def _blocks_in_english(policy: Policy) -> Iterable[str]:
    violations = ENGLISH.counted(policy.threshold, ENGLISH.violations)
    yield f"A moderator may block a participant who has more than {violations} that count."
    ladder = _ladder_in_english(policy)
    match policy.blocks:
        case Blocks.PROPOSED:
            yield "The bot only proposes a block; a moderator decides and chooses the term."
            yield f"Were blocks made automatic, their terms would be: {ladder}."
        case Blocks.AUTOMATIC:
            yield "The bot blocks by itself as soon as that is possible."
            yield f"The terms of automatic blocks: {ladder}."
    yield f"The terms for a moderator to choose from: {ENGLISH.choice(policy.terms)}."
    if policy.greatest_term == ONE_MONTH:
        yield "Nobody can be blocked for longer than one calendar month."
    else:
        greatest = ENGLISH.term(policy.greatest_term)
        yield (
            f"Nobody can be blocked for longer than {greatest}, and never for longer than one "
            "calendar month."
        )
    yield _validity_in_english(policy.validity)
    yield (
        "Violations that were annulled, and those for which the participant was blocked already, "
        "do not count."
    )
    yield "A message is one violation, whoever records it and however often."
    if policy.repeat_within:
        within = ENGLISH.duration(policy.repeat_within)
        yield (
            f"Where a second violation of a person is recorded within {within}, and one of the two "
            "by name, without a message, the bot asks first whether it is another."
        )


def _ladder_in_english(policy: Policy) -> str:
    *steps, last = (ENGLISH.term(term) for term in policy.ladder)
    if not steps:
        return f"each time for {last}"
    rungs = [f"{english_ordinal(n)} time for {term}" for n, term in enumerate(steps, start=1)]
    return "; ".join((*rungs, f"{english_ordinal(len(policy.ladder))} time and later for {last}"))


def _validity_in_english(validity: Validity) -> str:
    match validity:
        case Since():
            day = ENGLISH.day_of_year(validity)
            return f"The count of violations starts again every year on {day}."
        case ForDays(days=days):
            return f"A violation counts for {ENGLISH.days(days)}."


def _apologies_in_english(policy: Policy) -> Iterable[str]:
    vote = ENGLISH.duration(policy.vote_length)
    yield "A blocked participant may apologise to the others."
    yield f"The vote lasts {vote}, but not longer than the block itself."
    yield "If nobody objects, the block is lifted; if even one does, it stays."
    pause = f"in {ENGLISH.duration(policy.apology_pause)}" if policy.apology_pause else "at once"
    yield f"After a refusal, one may apologise again {pause}."


def _reminders_in_english(policy: Policy) -> Iterable[str]:
    yield "A moderator may remind of the rules at any time."
    yield f"The bot reminds of them by itself {_heat_in_english(policy.heat)}."
    if policy.reminder_quiet:
        quiet = ENGLISH.duration(policy.reminder_quiet)
        yield f"For {quiet} after a reminder to everyone the bot does not remind by itself."
    else:
        yield "There is no pause between reminders."


def _heat_in_english(heat: Heat) -> str:
    violations = ENGLISH.counted(heat.violations, ENGLISH.violations)
    people = ENGLISH.counted(heat.people, ENGLISH.people)
    within = ENGLISH.duration(heat.within)
    return f"after at least {violations} by at least {people} within {within}"


def _conduct(conduct: Conduct, language: str, watched: str, only: str) -> Iterable[str]:
    for rule in conduct.rules:
        told = f"{rule.number}. {rule.title[language]}. {rule.text[language]}"
        if rule.detectors:
            told = f"{told} {watched}: {detectors_named(rule.detectors, language)}."
        if rule.kinds:
            told = f"{told} {only}: {kinds_named(rule.kinds, language)}."
        yield told
