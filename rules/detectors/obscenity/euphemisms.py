"""Euphemisms that are understood as obscene words: a milder class of its own.

«Блин», «чёрт», «фиг», «капец», «хрень» and the like are ordinary speech and are not included.
"""

import re

_WORDS = re.compile(
    "епрст|епересет[еэ]|епэрэсэтэ|епересете|екарный|еперный|едрить|едреныть|едрит|едри|епт[иы]ть"
    "|бляхамуха|пиндец|звиздец|звезде?ц|звизд(?:а|у|ит|еть|ануть|анулся|анула)"
    "|охренеть|охренев(?:ать|ший|шая)|охренительн(?:о|ый|ая)|нахренa|похрен|нахрена|нехрен"
    "|нахер|похер|охереть|охерел|охерела|охерели|нихера|дохера|херачить|херня?сос"
)


def is_euphemism(word: str) -> bool:
    """Whether a lower-case Russian word without repeated letters is a euphemism."""
    return _WORDS.fullmatch(word) is not None
