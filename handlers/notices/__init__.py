"""What the bot says, as values without words: `handlers.wording` gives them words."""

from dataclasses import dataclass

from rules.ids import MemberId
from storage.records import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person with their name, to be mentioned; `names` None where it is not known."""

    member: MemberId
    names: Names | None
