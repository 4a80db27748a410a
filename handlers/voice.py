"""How the bot speaks: a chat's language, zone and now, people's names, and quoting their words."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.commands import ROWS, Command
from locales.texts import Texts
from rules.clauses import Clause
from rules.conduct import Rule
from rules.ids import MemberId, ViolationNumber
from rules.mentions import mention
from storage.records import Names, Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person to mention; `names` is None if their name is not known."""

    member: MemberId
    names: Names | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A violation on which a measure rests, recorded `at` (UTC)."""

    number: ViolationNumber
    at: datetime
    rule: Rule | None


_WORD_JOINER = "\u2060"

# what stands before the | may be an address or a number with more behind it
_RINGS = re.compile(r"([@*])(?=\w)|(\[)(?=[^\[\]\n]*\|)")

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)

_BREAKS = re.compile("\r\n?|[\u000b\u000c\u0085\u2028\u2029]")

_GAPS = re.compile(r"\n\s*\n+")

_UNSEEN = re.compile(r"[\s\u034f\u115f\u1160\u200b-\u200d\u2060-\u2064\u2800\u3164\uffa0]")
"""Characters that are invisible by themselves."""


def quote(words: str, most: int) -> str:
    """Return the words without working mentions and direction marks, cut to `most` units."""
    clean = _GAPS.sub("\n", _plain(words)).strip()
    if len(clean) > most:
        clean = clean[: most - 1].rstrip() + "…"
    return _silence(clean)


def quote_name(name: str, most: int) -> str:
    """Return a name as `quote` does, in one line, without characters that end a mention.

    «» if nothing of it is visible.
    """
    # a second line would look like the bot's own words
    line = quote(" ".join(name.split()), most).replace("]", ")").replace("|", "/")
    return line if _UNSEEN.sub("", line) else ""


def defuse(words: str) -> str:
    """Return the college's words uncut, without working mentions and direction marks."""
    return _silence(_plain(words))


def _plain(words: str) -> str:
    return _INVISIBLE.sub("", _BREAKS.sub("\n", words))


def _silence(words: str) -> str:
    # A word joiner is invisible and breaks the mention: `@all`, `[id1|…]` and `*id1` work only if
    # the name follows at once.
    return _RINGS.sub(lambda mark: mark[0] + _WORD_JOINER, words)


def cut(words: str, most: int) -> str:
    """Cut the words to `most` UTF-16 units, with an ellipsis if anything is lost."""
    units = words.encode("utf-16-le", "replace")
    if len(units) <= 2 * most:
        return words
    return units[: 2 * (most - 1)].decode("utf-16-le", "ignore").rstrip() + "…"


def capital(words: str) -> str:
    """Capitalise the first letter, and leave the rest."""
    return words[:1].upper() + words[1:]


LONGEST_NAME = 60

LONGEST_NOTE = 300

LONGEST_RULES = 500
"""Characters of rules that a group is shown in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A language and the chat's zone; dates of the year of `now` (UTC) are written without it.

    `messenger` and `messenger_in_full` name it where a sentence does; a voice without them says no
    such sentence.
    """

    texts: Texts
    zone: ZoneInfo
    now: datetime
    messenger: str = ""
    messenger_in_full: str = ""

    def who(self, person: Named) -> str:
        """Mention a person by name; a community or a stranger by what is known."""
        return mention(person.member, self.name(person))

    def whom(self, person: Named) -> str:
        """Mention a person in the accusative, where the language has one."""
        if person.names is None or self.texts.language != "ru":
            return self.who(person)
        return mention(person.member, self._called(person.names.acc, person.member))

    def name_of_whom(self, person: Named) -> str:
        """Return a person's name in the accusative, without a mention."""
        if person.names is None or self.texts.language != "ru":
            return self.name(person)
        return self._called(person.names.acc, person.member)

    def to_whom(self, person: Named) -> str:
        """Mention a person in the dative, where the language has one."""
        if person.names is None or self.texts.language != "ru":
            return self.who(person)
        return mention(person.member, self._called(person.names.dat, person.member))

    def name(self, person: Named) -> str:
        """Return a person's name without a mention."""
        return self._called("" if person.names is None else person.names.nom, person.member)

    def _called(self, name: str, member: MemberId) -> str:
        return quote_name(name, LONGEST_NAME) or self.texts.gettext("member {member}").format(
            member=member
        )

    def gendered(self, by: Named | None, said: str) -> str:
        """Return a sentence whose verb agrees with who did it; None is the bot, which is a he.

        A person whose sex is not known gets the neutral sentence.
        """
        if by is None:
            return self.texts.gendered(Sex.MALE, said)
        return self.texts.gendered(Sex.UNKNOWN if by.names is None else by.names.sex, said)

    def moment(self, at: datetime) -> str:
        """Return a moment in the chat's zone."""
        return self.texts.moment(at, self.zone, now=self.now)

    def until(self, at: datetime) -> str:
        """Return a moment for a message that is read at once: today's is only its time."""
        if at.astimezone(self.zone).date() == self.now.astimezone(self.zone).date():
            return self.texts.time(at, self.zone)
        return self.moment(at)

    def chat(self, title: str) -> str:
        """Return a chat's title; one that is not known is called so."""
        said = quote(title, LONGEST_NAME)
        return said if _UNSEEN.sub("", said) else self.texts.gettext("untitled")

    def few(self, named: Sequence[str], most: int) -> str:
        """Return what is named as a list; of more than `most`, the first ones and their number."""
        if len(named) <= most:
            return self.texts.listed(named)
        return f"{', '.join(named[:most])} {self.more(len(named) - most)}"

    def more(self, n: int) -> str:
        """Return «и ещё 3», after the first ones of a list."""
        return self.texts.ngettext("and {n} more", "and {n} more", n).format(n=n)

    def cited(self, clause: Clause) -> str:
        """Cite a clause, as «п. 5.12.5»."""
        return self.texts.gettext("cl. {clause}").format(clause=clause.value)

    def title(self, rule: Rule) -> str:
        """Return a rule's title."""
        return defuse(self.texts.of(rule.title))

    def rule(self, rule: Rule) -> str:
        """Return a rule by number and title: «3. Флуд»."""
        return f"{rule.number}. {self.title(rule)}"

    def short_rule(self, rule: Rule) -> str:
        """Return a rule as the label of a button: «3. Флуд»."""
        return f"{rule.number}. {defuse(self.texts.of(rule.short or rule.title))}"

    def cited_rule(self, rule: Rule) -> str:
        """Return a broken rule: «правило 3 «Без флуда»»."""
        return self.texts.gettext("rule {number} “{title}”").format(
            number=rule.number, title=self.title(rule)
        )

    def rules(self, rules: Iterable[Rule]) -> str:
        """Return rules in full, one per line."""
        lines = (f"{self.rule(rule)}. {defuse(self.texts.of(rule.text))}" for rule in rules)
        return "\n".join(lines)

    def rules_in_group(self, rules: Sequence[Rule]) -> str:
        """Return rules in full where that is short, otherwise by their titles, one per line."""
        in_full = self.rules(rules)
        if len(in_full) <= LONGEST_RULES:
            return in_full
        return "\n".join(self.rule(rule) for rule in rules)

    def ground(self, ground: Ground) -> str:
        """Return a violation as a line: its number, time and rule."""
        rule = "" if ground.rule is None else self.title(ground.rule)
        return self.texts.gettext("No. {number}, {at}: {rule}").format(
            number=ground.number, at=self.texts.stamp(ground.at, self.zone), rule=rule
        )

    def grounds(self, grounds: Iterable[Ground]) -> str:
        """Return violations, one per line."""
        return "\n".join(f"• {self.ground(ground)}" for ground in grounds)

    def command(self, command: Command) -> str:
        """Return a command as this language types it."""
        return f"/{ROWS[command].russian if self.texts.language == 'ru' else command.value}"


Said = Callable[[Voice], str]
"""A sentence that only needs a voice."""


def fixed(text: str, **values: Command | Clause) -> Said:
    """Return the function that says a sentence in which only commands and clauses are filled in,
    and the messenger's name.

    The catalogues contain `text`, as if `gettext` were called with it.
    """

    def say(voice: Voice) -> str:
        return voice.texts.gettext(text).format(
            messenger=voice.messenger,
            messenger_in_full=voice.messenger_in_full,
            **{
                name: voice.command(value) if isinstance(value, Command) else voice.cited(value)
                for name, value in values.items()
            },
        )

    return say
