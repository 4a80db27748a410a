"""The grammar of obscene Russian: roots, prefixes and endings, as regular expressions.

In lower-case Russian letters without «ё» («е» stands for both) and without repeated letters. What
the patterns match in innocent words is cleared by `innocent_parts.txt`.
"""

import re
from functools import cache

from rules.detectors.lazy import Pattern, lists_in
from rules.detectors.obscenity.folding import SEEN

_BEFORE = (
    "(?:без|бес|взо|вз|вс|вы|до|за|изо|из|ис|на|недо|не|ни|обо|об|ото|от|о|а|пере|пре|подо|под"
    "|полу|по|при|про|пра|разо|раз|рас|роз|со|супер|ультра|мега|архи|анти|много|дву|двух|одно"
    "|само|псевдо|долбо|далбо|долба|далба|осто|мозго|мозга|зло|дурне|у)"
)
"""What precedes a root within one word: prefixes, and first parts of compounds."""

_GLUED_BEFORE = (
    "(?:сука|суки|бля|блять|блядь|хуй|пиздец|нахуй|ты|вы|он|она|они|мы|я|все|всех|это|эта|этот|эти"
    "|как|так|ну|да|вот|мне|тебя|тебе|его|ее|их|кто|что|че|чо|шо|иди|идите|пошел|пошли|твой|твоя"
    "|мой|моя|ваш|рот|мать|вашу|твою|какой|какая|какие|такой|такая|очень|совсем|просто|полный"
    "|полная|ой|ах|эй|ох|вау|еще|уже|тупой|тупая|тупые|старый|жирный|нахер|вообще|где|когда|еба)"
)
"""Common words that are joined to the following one."""

_EB = (
    "(?:еб|йоб|йеб|ейоб|эб(?=а[тлн]|уч|ет|ну))(?:а(?:[тлншвйщцкрсм]|$)|у(?:[тчнлшщм]|$)|ет|ем(?!у)|еш|ен|и(?:[тщч]|сь|$)|л(?:[аоияеыус]|$)"
    "|н[уиеят]|он[уео]|ол(?:$|[аи]$|[овт])|ош|ы$|ов$|ы?р[ья]|ищ|ст|ец|ц[аы]|ля|т(?:вою|и?$|а)|ок(?:$|о)|к(?:и|у|а|ов|ами)$|$)"
)
_SOFT_EB = (
    "(?:ипа[тлн]|иба[тлнш]|епа[тл]|епан(?:ы[йе]|ая|ут|ат|ое)|епну[тл]|ибну[тл]|ипну[тл]|ипуч|епуч|ибуч"
    "|еплан|ипет|ибет|ипан|ебэ[тш]|ебыв)"
)

_ANYWHERE = (
    "ху[йяею]|хуи(?:[лтнозмсвщх]|$)",
    "п[иеыэ]зд|пзд(?:[цежбою]|ат|а$|у$|ы$|ишь|ит)",
    "пи(?:з[тц]|[зс][дт]ец|[зс][дт]ос|[зс][дт]еж|здс|сдс)",
    "бля[тд]|бляцк|бляск",
    "п[иы]д[оа]р|пидр(?!ан)|п[ие]дри[лр]|пид[еи]р(?:ас|ос|ы?$)",
    "залуп",
    "шлюх|шлюш",
    "г[ао]ндон",
    "муда[кч]|мудац[кт]|муди[лщ]|мудо[зе]|мудех|мудав",
    "д[оа]лб[оа][еий]*б|д[оа]лб[оа]йоб",
    "сцук|сцуч",
    "ебал(?!ь)|(?:за|на|вы|про|долбо)еба[тн]|ебан(?:ат|ут|ы[йе]|ая|ое|аш|ьк|тя|о$|н)|ебат[ьс]|ебл[оа]н|ебуч|ебнут|ебальн",
    "вьеб|въеб|сьеб|съеб|отьеб|отъеб|подъеб|подьеб|обьеб|объеб|разьеб|разъеб",
    "уебищ|уебок|уебк|уебан",
    "йух(?=$|[лну])",
    "хуйл",
)
"""Distinctive enough to be found anywhere in a word; innocent dictionary words are cleared."""

_WHOLE = (
    "(?:на|о|за|не)?бля+",
    "млять?",
    "б[иь]?л[иеь]*[яэ](?:т|д)[ьъ']?",
    "б[иь]?л(?:[иьъ]|еь)+[ае](?:т|д)[ьъ']",
    "б[иь]л[ая]т[ьъ']?",
    "блячя|бляча|бляц|блэт|блеат|бльат",
    "(?:а|да|не|по|на|о)?ху(?:л[иеэ]|ль)",
    "(?:на|по|ни)ху",
    "(?:на|по|ни|не|до|о|а)?х[йь](?:ня|ню|ни|вый|ло|л|о?во)?",
    "хуль|хуйн|хуес|хуэ(?:с\\w*|т[аоу]|в\\w*|л[аои]?|й)|[ао]хуэ\\w+|нахуэй|хоуй",
    "(?:по|пад|под|пере|рас|о)?сц?[ую]к(?:а|и|у|е|ой|ою|ам|ами|ах|ин|ин[аоыуе]|иного|иному|иных|ан|ачий)",
    "суч(?:к[аиуе]|кой|ек|ар[аыуе]|арой|ий|ьего|ьему|ьей|енок|еныш|ища|ьи)",
    "сук(?:ин|ень)?(?:сын|сыны)",
    "манд(?:а|ы|у|е|ой|ою|ам|ами|ах|еть|ишь|ит|ень|ени|ец|ища|[ао]вош\\w{1,4}|[ао]вох\\w?)",
    "елд(?:а|ы|у|е|ой|ак|аки|аком)",
    "(?:за|на|по|под|вы|пере|при|от|с|до|об|недо|про|раз|у)?дроч(?:и|е[рвйт]|у|а[тлнй]|ь|к[аиуе])\\w*",
    "мудо?зв\\w*|мудил\\w*|муде|мудя",
    "блть|блт|блдь|бляь|бдля|бялть|пзд|пзц|пздц|ппзд|збл|ебть|ебт|ебнт",
    "еб|заеб|уеб|йоб|наеб|проеб|съеб|долбоеб|выеб|разъеб",
    "п[еи]дик(?:и|ов|ам)",
)
"""Whole words only, because they may be innocent parts of longer words."""

_ENDING = (
    "(?:а|у|ы|е|и|я|ю|о|й|ть?|л|ла|ло|ли|н|ня|ни|ню|ней|йня|ец|ц|еж|ос|ой|ою|ом|ем|ам|ами|ах|ов|ев|ей"
    "|ый|ая|ое|ые|ого|ому|ым|ых|ыми|ую|ий|ие|их|ся|сь|ся|ут|ют|ит|ет|ишь|ешь|нут|нуть|ану|ван"
    "|ш|ш[ие]|юк|юли|юлин|абол|обол|ян|ищ|ок|ки?|ив|ат|ас|та|то|ту|ты|тень|тин|в|ник|чк|енн?|л[ао]н|ач"
    "|уч|ин|ск|ств|с|дь|ль|лят|изм|ист|бол|плет|сос|м|р|д|дц|ж|ь)"
)
"""Pieces of endings, for spellings in which a word must be read to its end."""

_EUPHEMISM = re.compile(
    "епрст|епересет[еэ]|епэрэсэтэ|епересете|екарный|еперный|едрить|едреныть|едрит|едри|епт[иы]ть"
    "|бляхамуха|пиндец|звиздец|звезде?ц|звизд(?:а|у|ит|еть|ануть|анулся|анула)"
    "|охренеть|охренев(?:ать|ший|шая)|охренительн(?:о|ый|ая)|нахренa|похрен|нахрена|нехрен"
    "|нахер|похер|охереть|охерел|охерела|охерели|нихера|дохера|херачить|херня?сос"
)
"""Words understood as obscene ones: a milder class of its own.

«Блин», «чёрт», «фиг», «капец», «хрень» and the like are ordinary speech and are not included.
"""

_EB_PREFIXED = f"(?:{_BEFORE}{{0,3}}[ъьй]?{_EB})"
_SOFT_PREFIXED = f"(?:{_BEFORE}{{0,2}}[ъьй]?{_SOFT_EB})"
_ANY = "(?:" + "|".join(_ANYWHERE) + ")"
_ALONE = "(?:" + "|".join(_WHOLE) + ")"
_LOOSE = f"{_ANY}|^(?:{_GLUED_BEFORE}{{0,2}}(?:{_EB_PREFIXED}|{_ALONE}$)|{_SOFT_PREFIXED})"

LOOSE = Pattern(_LOOSE)
"""Matches at the start of a Russian word, or anywhere if the root is distinctive enough."""
STRICT = Pattern(f"(?:{_ALONE}|(?:{_BEFORE}{{0,2}}{_ANY}|{_EB_PREFIXED}){_ENDING}{{0,3}})")
"""Matches a whole Russian word that is obscene (`fullmatch`)."""
_PREFIXES = Pattern(f"{_BEFORE}{{0,3}}[ъьй]?")
_GLUED = Pattern(f"{_GLUED_BEFORE}{{1,2}}(?:{_EB_PREFIXED}|{_ALONE}$|{_ANY})")
_PIECE = re.compile(r"\\.|\(\?[:=!]|\[[^\]]*\]|[а-я]|.", re.DOTALL)


def by_eye(expression: str) -> str:
    """Return a pattern of Russian letters for all characters that look like them."""
    pieces = []
    for piece in _PIECE.findall(expression):
        if piece[0] == "[":
            pieces.append(_either("".join(SEEN.get(sign, sign) for sign in piece[1:-1])))
        else:
            pieces.append(_either(SEEN[piece]) if piece in SEEN else piece)
    return "".join(pieces)


def _either(signs: str) -> str:
    return "[" + "".join(re.escape(sign) for sign in dict.fromkeys(signs)) + "]"


LOOSE_BY_EYE = Pattern(by_eye(_LOOSE))
"""Matches the same as `LOOSE` in a word of mixed characters that look like Russian letters."""


def is_glued(word: str, start: int) -> bool:
    """Whether other words precede the obscene part within this Russian word."""
    if start:
        return _PREFIXES.fullmatch(word[:start]) is None
    return _GLUED.match(word) is not None and STRICT.fullmatch(word) is None


def is_euphemism(word: str) -> bool:
    """Whether a lower-case Russian word without repeated letters is a euphemism."""
    return _EUPHEMISM.fullmatch(word) is not None


@cache
def _innocent_parts() -> re.Pattern[str]:
    # a lookahead, so that overlapping parts are all found
    parts = lists_in("obscenity/innocent_parts.txt")[""]
    longest_first = sorted(parts, key=len, reverse=True)
    return re.compile("(?=(" + "|".join(map(re.escape, longest_first)) + "))")


def is_innocent(word: str, start: int, end: int) -> bool:
    """Whether a match in a word lies within a part of innocent words."""
    framed = f"^{word}$"
    # no part is longer than 24 letters, so the cost does not grow with the word
    first, last = max(0, start - 24), end + 26
    for found in _innocent_parts().finditer(framed, first, min(len(framed), last)):
        if found.start(1) <= start + 1 and end + 1 <= found.end(1):
            return True
    return False
