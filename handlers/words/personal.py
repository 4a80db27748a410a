"""What is stored about the asker: the text of the file, and the message with it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers.voice import Named, Said, Voice, fixed
from handlers.words import complaints, duty, signals
from handlers.words.journal import word_fact
from handlers.words.rows import JournalLine
from rules.clauses import Clause
from rules.conduct import Rule
from rules.ids import ChatId, MemberId, ViolationNumber
from rules.mentions import handle_of
from rules.policy import Keeping
from rules.vocabulary.apologies import ApologyWithheld, Choice, Vote, VoteCast
from rules.vocabulary.appeals import Appeal, Decision
from rules.vocabulary.blocks import Block, Lift
from rules.vocabulary.families import Role
from rules.vocabulary.violations import Violation
from storage.personal import InChat, Personal
from storage.records import Sex

sent = fixed("Everything that I keep about you is in this file. Please keep it to yourself.")
"""Describe the file that is sent with this message."""


_SEXES: Mapping[Sex, Said] = {
    Sex.FEMALE: fixed("female"),
    Sex.MALE: fixed("male"),
    Sex.UNKNOWN: fixed("not told"),
}

_ROLES: Mapping[Role, Said] = {
    Role.STUDENT: fixed("a student"),
    Role.PARENT: fixed("a parent"),
    Role.TEACHER: fixed("a teacher"),
    Role.EMPLOYEE: fixed("an employee"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """The content of the file: everything stored, with the names of those who decided.

    `rules` has the rule of each violation as it was then; `about` and `own` are the journal's
    entries about the asker and by them, which name only moderators who decided about the asker.
    """

    personal: Personal
    rules: Mapping[tuple[ChatId, ViolationNumber], Rule | None]
    about: Mapping[ChatId, tuple[JournalLine, ...]]
    own: Mapping[ChatId, tuple[JournalLine, ...]]
    people: Mapping[MemberId, Named]
    keeping: Keeping
    administrator: bool
    names_declined: bool
    sex_told: bool


def sent_of_child(voice: Voice, *, child: Named) -> str:
    """Describe the file about a child that is sent to the child's guardian."""
    return voice.texts.gettext(
        "What I keep about {child} is in this file. Please keep it to yourself."
    ).format(child=voice.name(child))


def file_text(data: OwnData, voice: Voice, *, child: Named | None = None) -> str:
    """Return the text of the file, for a person to read from top to bottom.

    `child`: whom it is about, where the reader is their guardian.
    """
    _ = voice.texts.gettext
    sections = [
        _("What the bot keeps about you, on {at}").format(at=_at(voice, voice.now)),
        ""
        if child is None
        else _(
            "This is the file of {child}: “you” in it is {child}. Names of others are shortened."
            " What a child reports or asks in confidence is never in such a file."
        ).format(child=voice.name(child)),
        _section(_("WHO YOU ARE TO THE BOT"), _who(data, voice)),
        *(_in_chat(data, chat, voice) for chat in data.personal.chats),
        _section(_("WHAT YOU REPORTED"), _complaints(data, voice)),
        _section(_("HOW YOU HEAR OF CASES"), _duty(data, voice)),
        _section(_("UNFINISHED"), _unfinished(data, voice)),
        _section(_("HOW LONG IT IS KEPT"), _terms(data, voice)),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def _who(data: OwnData, voice: Voice) -> Iterator[str]:
    _ = voice.texts.gettext
    personal, person = data.personal, data.personal.person
    yield _("Number of your page: {member}").format(member=handle_of(personal.member))
    if person is not None:
        told = (
            _("Your name as {messenger} tells it, in its cases: {names}")
            if data.names_declined
            else _("Your name as {messenger} tells it: {names}")
        )
        yield told.format(
            messenger=voice.messenger_in_full, names=", ".join(dict.fromkeys(person.names.cases))
        )
        if data.sex_told:
            yield _("Your sex as {messenger} tells it: {sex}").format(
                messenger=voice.messenger_in_full, sex=_SEXES[person.names.sex](voice)
            )
        yield _("Address of your page: {name}").format(name=person.screen_name)
        if person.private is True:
            yield _("The bot may write to you in private.")
        elif person.private is False:
            yield _("The bot may not write to you in private.")
    if data.administrator:
        yield _("You are an administrator of the college.")
    if personal.listed is not None:
        yield _("In the college's list: {name}, {role}, {group}").format(
            name=personal.listed.name,
            role=_ROLES[personal.listed.role](voice),
            group=personal.listed.group or "–",
        )
        if personal.listed.minor_until is not None:
            yield _("A minor until {day}, by the college's list").format(
                day=f"{personal.listed.minor_until:%d.%m.%Y}"
            )
    for ward in personal.wards:
        if ward.confirmed:
            one, other = (voice.name(data.people[each]) for each in (ward.parent, ward.child))
            yield _("{parent} is told of measures as the legal representative of {child}").format(
                parent=one, child=other
            )
    for head, persons in (
        (_("Your parents: {names}"), personal.parents),
        (_("Your children: {names}"), personal.children),
    ):
        if persons:
            names = voice.texts.listed(voice.name(data.people[each]) for each in persons)
            yield head.format(names=names)
    if not personal.chats:
        yield _("You are in no chat that I serve.")


def _in_chat(data: OwnData, chat: InChat, voice: Voice) -> str:
    _ = voice.texts.gettext
    head = (
        _("THE COLLEGE") if chat.chat is None else _("CHAT “{chat}”").format(chat=chat.chat.title)
    )
    case = chat.case
    parts = (
        ("", _membership(chat, voice)),
        (
            _("Acknowledgements of the rules ({clause}):").format(
                clause=voice.cited(Clause.ACQUAINTANCE)
            ),
            (
                _("version {version}, {at}").format(version=each.version, at=_at(voice, each.at))
                for each in chat.known
            ),
        ),
        (_("Violations:"), (_violation(data, chat, each, voice) for each in case.violations)),
        (_("Blocks:"), (_block(data, each, voice) for each in case.blocks)),
        (_("Your appeals:"), (_appeal(each, voice) for each in case.appeals)),
        (
            _("Your messages that measures rest on:"),
            (f"{_at(voice, each.at)}: {_line_of(each.text)}" for each in chat.kept),
        ),
        (
            _("Your pictures that are kept with them:"),
            [str(chat.pictures)] if chat.pictures else (),
        ),
        (_("Your apologies:"), (_apology(each, voice) for each in case.votes)),
        (
            _("Your votes on others' apologies:"),
            (
                _("vote No. {number}, {at}: {choice}").format(
                    number=each.vote,
                    at=_at(voice, each.at),
                    choice=_("I object") if each.choice is Choice.OBJECT else _("I do not object"),
                )
                for each in chat.said
            ),
        ),
        (
            _("Entries of the journal about you:"),
            (_line(line, voice) for line in data.about[case.chat]),
        ),
        (
            _("Entries of the journal that you made:"),
            (_line(line, voice) for line in data.own[case.chat]),
        ),
    )
    return "\n".join([head, *(line for name, lines in parts for line in _part(name, lines))])


def _part(name: str, lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)
    if told and name:
        yield name
    yield from (f"- {line}" for line in told)


def _section(head: str, lines: Iterable[str]) -> str:
    told = list(_part("", lines))
    return "\n".join([head, *told]) if told else ""


def _membership(chat: InChat, voice: Voice) -> Iterator[str]:
    _ = voice.texts.gettext
    member = chat.membership
    if member is None:
        return
    yield _("You joined on {at}").format(at=_at(voice, member.joined_at))
    if member.left_at is not None:
        yield _("You left on {at}").format(at=_at(voice, member.left_at))
    if member.is_moderator:
        yield _("You are a moderator")


def _violation(data: OwnData, chat: InChat, violation: Violation, voice: Voice) -> str:
    _ = voice.texts.gettext
    rule = data.rules[chat.case.chat, violation.number]
    by = None if violation.by is None else data.people[violation.by]
    said = voice.gendered(by, "No. {number}, {at}: {rule}; recorded by {by}").format(
        number=violation.number,
        at=_at(voice, violation.at),
        rule="?" if rule is None else voice.cited_rule(rule),
        by=_("bot") if by is None else voice.name(by),
    )
    if violation.note:
        note = _("Note: {note}").format(note=_line_of(violation.note))
        said = f"{said}. {note}"
    if violation.annulled_at is not None:
        annulled = _("Annulled: {at}").format(at=_at(voice, violation.annulled_at))
        said = f"{said}. {annulled}"
    return said


def _block(data: OwnData, block: Block, voice: Voice) -> str:
    _ = voice.texts.gettext
    by = None if block.by is None else data.people[block.by]
    said = voice.gendered(
        by, "No. {number}, {at}, until {ends}; violations No. {numbers}; decided by {by}"
    ).format(
        number=block.number,
        at=_at(voice, block.at),
        ends=_at(voice, block.ends_at),
        numbers=voice.texts.listed(str(number) for number in block.grounds),
        by=_("bot") if by is None else voice.name(by),
    )
    if block.lift is None or block.lifted_at is None:
        return said
    how = {
        Lift.EXPIRED: _("its term is over"),
        Lift.FORGIVEN: _("lifted early"),
        Lift.ANNULLED: _("annulled"),
    }
    return f"{said}. {how[block.lift]}, {_at(voice, block.lifted_at)}"


def _appeal(appeal: Appeal, voice: Voice) -> str:
    _ = voice.texts.gettext
    decided = {
        None: _("not decided yet"),
        Decision.GRANTED: _("the decision was annulled"),
        Decision.UPHELD: _("the decision stays"),
    }
    return _("No. {number}, {at}: {text}; {decided}").format(
        number=appeal.number,
        at=_at(voice, appeal.at),
        text=_line_of(appeal.text) or _("the words were erased when their term was over"),
        decided=decided[appeal.decision],
    )


def _apology(vote: Vote, voice: Voice) -> str:
    _ = voice.texts.gettext
    text = _line_of(vote.text) or _("the words were erased when their term was over")
    return _("vote No. {number}, {at}: {text}; objections: {objections}").format(
        number=vote.number,
        at=_at(voice, vote.opened_at),
        text=text,
        objections=vote.count(Choice.OBJECT),
    )


def _line(line: JournalLine, voice: Voice) -> str:
    _ = voice.texts.gettext
    entry = line.entry
    if line.by is not None:
        by = voice.name(line.by)
    else:
        by = _("a participant") if isinstance(entry.fact, VoteCast) else _("bot")
    said = word_fact(line, voice)
    if isinstance(entry.fact, ApologyWithheld) and entry.fact.text:
        said = f"{said}: {_line_of(entry.fact.text)}"
    return f"{_at(voice, entry.at)}: {said} ({by}, {voice.cited(entry.fact.clause)})"


def _complaints(data: OwnData, voice: Voice) -> Iterator[str]:
    titles = {each.chat.chat: each.chat.title for each in data.personal.chats if each.chat}
    for each in data.personal.complaints:
        yield complaints.own(
            voice,
            at=each.at,
            chat=titles.get(each.chat, ""),
            outcome=each.outcome,
        )
    for signal in data.personal.signals:
        yield signals.own(voice, at=signal.at, signal=signal)


def _duty(data: OwnData, voice: Voice) -> Iterator[str]:
    own = data.personal.duty
    if own is not None:
        substitute = None if own.substitute is None else data.people[own.substitute]
        yield duty.shown(voice, duty=own, substitute=substitute)


def _unfinished(data: OwnData, voice: Voice) -> Iterator[str]:
    _ = voice.texts.gettext
    dialogue = data.personal.dialogue
    if dialogue is not None:
        yield _("A conversation with the bot that was begun on {at}: {data}").format(
            at=_at(voice, dialogue.at),
            data=_line_of(dialogue.data.get("words", "")) or dialogue.kind,
        )


def _terms(data: OwnData, voice: Voice) -> Iterator[str]:
    _ = voice.texts.gettext
    keeping = data.keeping
    for what, length in (
        (_("your own words, such as apologies"), keeping.texts),
        (_("your name in the journal and in measures"), keeping.journal),
        (_("acknowledgements of the rules"), keeping.acknowledgements),
        (_("your calls for help"), keeping.signals),
    ):
        n = length.days
        days = voice.texts.ngettext("{n} day", "{n} days", n).format(n=n)
        yield f"{what}: {days}"
    yield _("what a measure in force rests on is kept until the measure is over")
    yield _("to have the rest erased earlier, ask the college's administrator")


def _at(voice: Voice, at: datetime) -> str:
    # with the year: the data spans several
    return voice.texts.dated(at, voice.zone)


def _line_of(text: str) -> str:
    return " ".join(text.split())
