"""The detectors, one row each.

A detector is its module `rules/detectors/<name>.py` (or package), its name, its labels and its row
here, and its words in `handlers/words/detections.py`. The rows are read at every start, so nothing
is imported here from the detectors: `rules.assembly` loads one when a chat first has it on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rules.clauses import Clause
from rules.responses import Response


class Detector(StrEnum):
    """A detector, by its name in policy files, settings, stored facts and `bot detect`."""

    OBSCENITY = "obscenity"
    INSULT = "insult"
    FLOOD = "flood"
    LINK = "link"
    PERSONAL_DATA = "personal_data"
    LATE = "late"
    ATTACHMENT = "attachment"
    WORDLIST = "wordlist"
    HARM = "harm"


class Label(StrEnum):
    """The class of a finding, within its detector."""

    # obscenity
    OBSCENE = "obscene"
    EUPHEMISM = "euphemism"
    # insult
    INSULT = "insult"
    THREAT = "threat"
    # flood
    FREQUENT = "frequent"
    REPEATED = "repeated"
    CHORUS = "chorus"
    CUT_UP = "cut_up"
    STICKERS = "stickers"
    CRUMBS = "crumbs"
    WALL = "wall"
    CAPITALS = "capitals"
    ZALGO = "zalgo"
    MENTIONS = "mentions"
    # link
    INVITATION = "invitation"
    SHORTENER = "shortener"
    SHOP = "shop"
    BETTING = "betting"
    FOREIGN = "foreign"
    ADVERTISING = "advertising"
    # personal_data
    PHONE = "phone"
    SNILS = "snils"
    INN = "inn"
    PASSPORT = "passport"
    CARD = "card"
    EMAIL = "email"
    ADDRESS = "address"
    DOCUMENT = "document"
    # late
    LATE = "late"
    # attachment
    VOICE = "voice"
    FORWARD = "forward"
    DANGEROUS_FILE = "dangerous_file"
    STICKER = "sticker"
    # wordlist
    LISTED_WORD = "word"
    LISTED_LINK = "listed_link"
    # harm
    SELF_HARM = "self_harm"
    DRUGS = "drugs"
    RECRUITING = "recruiting"
    SCAM = "scam"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is true of a detector, besides what it finds.

    `usual` is a chat's response to it unless policy or chat say otherwise; `strongest` is the
    strongest that they may choose, and `against_stronger` the clause that forbids more. `clause` is
    the clause of the setting. `of_arrival`: it judges how a message arrived, which an edit does not
    change. `remembers`: it counts across messages, so it outlives a change of the chat's settings.
    `of_repeated`: it reads what the bot repeats even if the chat has it off (п. 5.12.6). `signals`
    are the labels of which the people of `[safety]` are told; of these, `cards` go before the
    moderators as well, any other is no violation and on no card.
    """

    usual: Response = Response.HINT
    strongest: Response = Response.COUNT
    against_stronger: Clause = Clause.GROUNDS
    clause: Clause = Clause.MODERATION
    of_arrival: bool = False
    remembers: bool = False
    of_repeated: bool = False
    signals: frozenset[Label] = frozenset()
    cards: frozenset[Label] = frozenset()

    @property
    def responses(self) -> tuple[Response, ...]:
        """The responses that a chat can choose, the weakest first."""
        return tuple(each for each in Response if each.weight <= self.strongest.weight)


ROWS: Mapping[Detector, Row] = {
    Detector.OBSCENITY: Row(of_repeated=True),
    # whether something is meant as an insult is never certain enough for a machine to count
    Detector.INSULT: Row(strongest=Response.REMOVE, of_repeated=True),
    Detector.FLOOD: Row(of_arrival=True, remembers=True),
    Detector.LINK: Row(of_repeated=True),
    Detector.PERSONAL_DATA: Row(of_repeated=True),
    # access is round the clock, so a late message may not be removed
    Detector.LATE: Row(
        usual=Response.OFF,
        strongest=Response.HINT,
        against_stronger=Clause.ROUND_THE_CLOCK,
        clause=Clause.ROUND_THE_CLOCK,
        of_arrival=True,
    ),
    Detector.ATTACHMENT: Row(),
    Detector.WORDLIST: Row(),
    # a sign is no proof: people look at it
    Detector.HARM: Row(
        strongest=Response.REMOVE,
        signals=frozenset({Label.SELF_HARM, Label.DRUGS, Label.RECRUITING, Label.SCAM}),
        cards=frozenset({Label.DRUGS, Label.RECRUITING, Label.SCAM}),
    ),
}
