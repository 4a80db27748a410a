"""What all wordings share: the language, the zone, the names of people and rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.commands import ROWS, Command
from handlers.named import Ground, Named
from handlers.quoting import defuse, quote_name
from locales.texts import Texts
from rules.clauses import Clause
from rules.conduct import Rule
from rules.ids import MemberId
from rules.mentions import mention

LONGEST_NAME = 60


LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A language and the chat's zone; dates of the year of `now` (UTC) are written without it."""

    texts: Texts
    zone: ZoneInfo
    now: datetime

    def who(self, person: Named) -> str:
        """Mention a person by name; a community or a stranger by what is known."""
        return mention(person.member, self.name(person))

    def whom(self, person: Named) -> str:
        """Mention a person in the accusative, where the language has one."""
        if person.names is None or self.texts.language != "ru":
            return self.who(person)
        return mention(person.member, self._called(person.names.acc, person.member))

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

    def moment(self, at: datetime) -> str:
        """Return a moment in the chat's zone."""
        return self.texts.moment(at, self.zone, now=self.now)

    def cited(self, clause: Clause) -> str:
        """Cite a clause, as «п. 5.12.5»."""
        return self.texts.gettext("cl. {clause}").format(clause=clause.value)

    def title(self, rule: Rule) -> str:
        """Return a rule's title."""
        return defuse(self.texts.of(rule.title))

    def rule(self, rule: Rule) -> str:
        """Return a rule by number and title: «3. Флуд»."""
        return f"{rule.number}. {self.title(rule)}"

    def cited_rule(self, rule: Rule) -> str:
        """Return a broken rule: «правило 3 «Без флуда»»."""
        return self.texts.gettext("rule {number} “{title}”").format(
            number=rule.number, title=self.title(rule)
        )

    def rules(self, rules: Iterable[Rule]) -> str:
        """Return rules in full, one per line."""
        lines = (f"{self.rule(rule)}. {defuse(self.texts.of(rule.text))}" for rule in rules)
        return "\n".join(lines)

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
