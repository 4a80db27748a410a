"""The policy in force, in sentences that a head of the college can read and approve."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.voice import Voice
from handlers.words.detections import detector_words
from handlers.words.settings import KINDS, name_of, value_words
from locales.texts import Catalogues, Texts
from rules.clauses import Clause
from rules.conduct import Conduct
from rules.policy import Answers, Brakes, ForDays, Keeping, Policy, Safety, SinceDayOfYear
from rules.settings import Blocks, Kind
from rules.times import ONE_MONTH, Span, Unit

_Section = tuple[str, Iterable[str]]
"""A heading and the sentences below it."""


def policy_in_words(policy: Policy, locale: str) -> str:
    """Describe every setting of the policy in English ("en") or Russian (any other locale)."""
    texts = Catalogues.load().texts(locale)
    voice = Voice(texts=texts, zone=ZoneInfo("UTC"), now=datetime.now(UTC))
    return "\n\n".join("\n".join((heading, *lines)) for heading, lines in _sections(policy, voice))


def _sections(policy: Policy, voice: Voice) -> Iterable[_Section]:
    texts, _ = voice.texts, voice.texts.gettext
    title = _("The policy of the bot “Poryadok”, version of the rules {version}")
    yield title.format(version=policy.version), ()

    def heading(words: str, clause: Clause) -> str:
        return _("{words} (cl. {clause})").format(words=words, clause=clause)

    yield heading(_("Blocks"), Clause.BLOCK), _blocks(policy, texts)
    yield heading(_("Apologies"), Clause.FORGIVENESS), _apologies(policy, texts)
    yield heading(_("Reminders"), Clause.REMINDER), _reminders(policy, texts)
    yield heading(_("Newcomers"), Clause.ACQUAINTANCE), (_newcomers(policy, texts),)
    yield heading(_("Chats"), Clause.ADOPTION), _chats(policy, voice)
    yield heading(_("Undoing"), Clause.GROUNDS), (_undoing(policy, texts),)
    yield heading(_("Detectors"), Clause.MODERATION), _detectors(policy, texts)
    yield heading(_("Answers"), Clause.MODERATION), _answers(policy.answers, texts)
    yield heading(_("Brakes"), Clause.GROUNDS), (_brakes(policy.brakes, texts),)
    yield heading(_("One text in several chats"), Clause.MODERATION), _spreading(policy, texts)
    guardians = _guardians(violations=policy.guardians_hear_violations, texts=texts)
    yield heading(_("Legal representatives"), Clause.GROUNDS), guardians
    yield heading(_("Calls for help"), Clause.MODERATION), _safety(policy.safety, texts)
    yield heading(_("What is kept"), Clause.GROUNDS), _keeping(policy.keeping, texts)
    yield heading(_("Rules of conduct"), Clause.GROUNDS), _conduct(policy.conduct, voice)


def _blocks(policy: Policy, texts: Texts) -> Iterable[str]:
    _ = texts.gettext
    yield _(
        "A moderator may block a participant who has more than {violations} that count."
    ).format(violations=_violations(policy.threshold, texts))
    ladder = _ladder(policy.ladder, texts)
    match policy.blocks:
        case Blocks.PROPOSED:
            yield _("The bot only proposes a block; a moderator decides and chooses the term.")
            yield _("Were blocks made automatic, their terms would be: {ladder}.").format(
                ladder=ladder
            )
        case Blocks.AUTOMATIC:
            yield _("The bot blocks by itself as soon as that is possible.")
            yield _("The terms of automatic blocks: {ladder}.").format(ladder=ladder)
    yield _("The terms for a moderator to choose from: {terms}.").format(
        terms=texts.choice(in_term(term, texts) for term in policy.terms)
    )
    if policy.greatest_term == ONE_MONTH:
        yield _("Nobody can be blocked for longer than one calendar month.")
    else:
        yield _(
            "Nobody can be blocked for longer than {greatest}, and never for longer than one "
            "calendar month."
        ).format(greatest=in_term(policy.greatest_term, texts))
    match policy.validity:
        case SinceDayOfYear(month=month, day=day):
            yield _("The count of violations starts again every year on {day}.").format(
                day=texts.annual_day(month, day)
            )
        case ForDays(days=days):
            yield _("A violation counts for {days}.").format(days=_counted(days, "day", texts))
    yield _(
        "Violations that were annulled, and those for which the participant was blocked already, "
        "do not count."
    )
    yield _("A message is one violation, no matter who records it and how often.")
    if policy.repeat_within:
        yield _(
            "Where a second violation of a person is recorded within {within}, and one of the two "
            "by name, without a message, the bot asks first whether it is another."
        ).format(within=in_time(policy.repeat_within, texts))


def _ladder(ladder: Iterable[Span], texts: Texts) -> str:
    _ = texts.gettext
    *steps, last = (in_term(term, texts) for term in ladder)
    if not steps:
        return _("each time for {term}").format(term=last)
    rung, rest = _("{nth} time for {term}"), _("{nth} time and later for {term}")
    rungs = [rung.format(nth=texts.ordinal(n), term=term) for n, term in enumerate(steps, start=1)]
    return "; ".join((*rungs, rest.format(nth=texts.ordinal(len(steps) + 1), term=last)))


def _apologies(policy: Policy, texts: Texts) -> Iterable[str]:
    _ = texts.gettext
    yield _("A blocked participant may apologise to the others.")
    yield _("The vote lasts {vote}, but not longer than the block itself.").format(
        vote=in_time(policy.vote_length, texts)
    )
    yield _("If nobody objects, the block is lifted; if even one does, it stays.")
    if policy.apology_pause:
        yield _("After a refusal, one may apologise again in {pause}.").format(
            pause=in_time(policy.apology_pause, texts)
        )
    else:
        yield _("After a refusal, one may apologise again at once.")


def _reminders(policy: Policy, texts: Texts) -> Iterable[str]:
    _, heat = texts.gettext, policy.heat
    yield _("A moderator may remind of the rules at any time.")
    yield _(
        "The bot reminds of them by itself after at least {violations} by at least {people} within "
        "{within}."
    ).format(
        violations=_violations(heat.violations, texts),
        people=texts.npgettext("genitive", "{n} person", "{n} people", heat.people).format(
            n=heat.people
        ),
        within=in_time(heat.within, texts),
    )
    if policy.reminder_quiet:
        yield _(
            "For {quiet} after a reminder to everyone the bot does not remind by itself."
        ).format(quiet=in_time(policy.reminder_quiet, texts))
    else:
        yield _("There is no pause between reminders.")


def _newcomers(policy: Policy, texts: Texts) -> str:
    _ = texts.gettext
    if not policy.gathering:
        return _(
            "The bot shows the rules to everyone who joins the chat; each in a message of their "
            "own."
        )
    return _(
        "The bot shows the rules to everyone who joins the chat; those who come within {gathering} "
        "share one message."
    ).format(gathering=in_time(policy.gathering, texts))


def _chats(policy: Policy, voice: Voice) -> Iterable[str]:
    texts, _ = voice.texts, voice.texts.gettext
    yield _("The bot serves a chat once a moderator has said whose it is.")
    begins = _("What chats of the kind “{kind}” begin with: {settings}.")
    for kind in Kind:
        if values := policy.kinds.get(kind):
            settings = "; ".join(
                f"{name_of(setting, voice)} — {value_words(setting, value, voice)}"
                for setting, value in values.items()
            )
            yield begins.format(kind=KINDS[kind](voice), settings=settings)
    if policy.locked:
        yield _("Chats cannot change the settings: {settings}.").format(
            settings=", ".join(name_of(setting, voice) for setting in sorted(policy.locked))
        )
    else:
        yield _("Moderators can change any setting in their chat.")
    yield _("An invitation to a chat is good for {time} unless it is revoked.").format(
        time=in_time(policy.invitation_life, texts)
    )
    yield _("A violation or a block can be contested once; there are {time} for that.").format(
        time=in_time(policy.appeal_term, texts)
    )
    yield _(
        "The bot waits {time} for words that were begun (an apology, an appeal, a decision)."
    ).format(time=in_time(policy.dialogue_length, texts))
    yield _("A moderator can leave a chat with reading only for {time} at most.").format(
        time=in_time(policy.longest_silence, texts)
    )


def _undoing(policy: Policy, texts: Texts) -> str:
    _ = texts.gettext
    if not policy.undo_window:
        return _(
            "The button “Undo” under the message on a moderator's act does not work: no time is "
            "set for it."
        )
    return _("The button “Undo” under the message on a moderator's act works for {window}.").format(
        window=in_time(policy.undo_window, texts)
    )


def _detectors(policy: Policy, texts: Texts) -> Iterable[str]:
    _, trust = texts.gettext, policy.trust
    yield _("What follows from what was noticed each chat chooses; else the moderators get a card.")
    yield _(
        "By itself the bot may remove what it is at least {likely} sure of, and count as a "
        "violation what it is at least {certain} sure of."
    ).format(likely=f"{trust.likely:.0%}", certain=f"{trust.certain:.0%}")
    if trust.gathering:
        yield _("What one person writes is gathered for {time}, and then acted upon once.").format(
            time=in_time(trust.gathering, texts)
        )
    if trust.burst:
        yield _("With pauses of {time} at most it is one case: one card, one violation.").format(
            time=in_time(trust.burst, texts)
        )
    if policy.permitted:
        yield _("Never minded: {permitted}.").format(permitted=", ".join(policy.permitted))


def _keeping(keeping: Keeping, texts: Texts) -> Iterable[str]:
    _ = texts.gettext
    yield _("People's own words, such as apologies, are kept for {time}.").format(
        time=in_time(keeping.texts, texts)
    )
    yield _("Names in the journal and in what is recorded of measures are kept for {time}.").format(
        time=in_time(keeping.journal, texts)
    )
    yield _(
        "Acknowledgements are kept for {time}; those in force of who is in the chat, always."
    ).format(time=in_time(keeping.acknowledgements, texts))
    yield _("Calls for help are kept for {time}.").format(time=in_time(keeping.signals, texts))
    yield _("The bot erases by itself what is due, but for what a measure in force rests on.")


def _answers(answers: Answers, texts: Texts) -> Iterable[str]:
    _ = texts.gettext
    yield _(
        "A card waits for {card} at most, a report for {report}, an appeal for {appeal}."
    ).format(
        card=in_time(answers.card, texts),
        report=in_time(answers.report, texts),
        appeal=in_time(answers.appeal, texts),
    )
    yield _("Nights ({begins}–{ends}) and Sundays do not count.").format(
        begins=f"{answers.night.begins:%H:%M}", ends=f"{answers.night.ends:%H:%M}"
    )
    yield _("What is late goes to the chat's other moderators, then to the administrators.")


def _brakes(brakes: Brakes, texts: Texts) -> str:
    return texts.gettext(
        "After {n} measures of one moderator within {within}, more wait for a second person;"
        " after {waits} without an answer they are dropped."
    ).format(
        n=brakes.measures,
        within=in_time(brakes.within, texts),
        waits=in_time(brakes.waits, texts),
    )


def _spreading(policy: Policy, texts: Texts) -> Iterable[str]:
    _, spreading = texts.gettext, policy.spreading
    if not spreading.watched:
        yield _("One text in several chats is not looked for.")
        return
    yield _("One text or link in {n} chats within {within} is one card.").format(
        n=spreading.chats, within=in_time(spreading.within, texts)
    )
    yield _(
        "Whose page was perhaps broken into only reads: after {asked} the moderators are asked,"
        " after {longest} it ends."
    ).format(asked=in_time(spreading.asked, texts), longest=in_time(spreading.longest, texts))


def _guardians(*, violations: bool, texts: Texts) -> Iterable[str]:
    _ = texts.gettext
    yield (
        _("A minor's legal representative is told of each violation.")
        if violations
        else _("A minor's legal representative is told of blocks and of decisions on appeals.")
    )


def _safety(safety: Safety, texts: Texts) -> Iterable[str]:
    _ = texts.gettext
    for person in safety.people:
        role = person.role[texts.language]
        yield _("Is told: {role} ({member}).").format(role=role, member=person.member)
    yield _(
        "The next contact is told after {pause} without an answer, the administrators last."
    ).format(pause=in_time(safety.pause, texts))
    yield _("The helpline is {helpline}.").format(helpline=safety.helpline)


def _conduct(conduct: Conduct, voice: Voice) -> Iterable[str]:
    texts, _ = voice.texts, voice.texts.gettext
    yield _("Without citing one of these rules no violation is recorded and no message removed.")
    for rule in conduct.rules:
        told = [f"{rule.number}. {texts.of(rule.title)}. {texts.of(rule.text)}"]
        if rule.detectors:
            detectors = ", ".join(detector_words(each, voice) for each in rule.detectors)
            told.append(_("Watched by: {detectors}.").format(detectors=detectors))
        if rule.kinds:
            # in the order in which they are offered
            kinds = ", ".join(f"«{KINDS[kind](voice)}»" for kind in Kind if kind in rule.kinds)
            told.append(_("Only in chats of the kind: {kinds}.").format(kinds=kinds))
        yield " ".join(told)


def in_time(length: timedelta, texts: Texts) -> str:
    """Return a length of time in as few units as describe it exactly; below two days in hours.

    In the accusative, if the language has one: «1 минуту 1 секунду».
    """
    seconds = int(length.total_seconds())
    days = seconds // 86_400 if seconds >= 2 * 86_400 else 0
    hours, rest = divmod(seconds - days * 86_400, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = {"day": days, "hour": hours, "minute": minutes, "second": seconds}
    return " ".join(_counted(n, unit, texts) for unit, n in parts.items() if n)


def in_term(term: Span, texts: Texts) -> str:
    """Return the term of a block, in the accusative: «1 неделю»."""
    return _counted(term.count, term.unit, texts)


def _counted(n: int, unit: str, texts: Texts) -> str:
    npgettext = texts.npgettext
    match unit:
        case Unit.MINUTE:
            said = npgettext("accusative", "{n} minute", "{n} minutes", n)
        case Unit.HOUR:
            said = npgettext("accusative", "{n} hour", "{n} hours", n)
        case Unit.DAY:
            said = npgettext("accusative", "{n} day", "{n} days", n)
        case Unit.WEEK:
            said = npgettext("accusative", "{n} week", "{n} weeks", n)
        case Unit.MONTH:
            said = npgettext("accusative", "{n} month", "{n} months", n)
        case _:
            said = npgettext("accusative", "{n} second", "{n} seconds", n)
    return said.format(n=n)


def _violations(n: int, texts: Texts) -> str:
    return texts.npgettext("genitive", "{n} violation", "{n} violations", n).format(n=n)
