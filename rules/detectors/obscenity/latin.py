"""Obscene words in Latin letters: Russian by sound, English, and on the other keyboard layout.

English has many words that sound like Russian roots (`debate`, `trachea`), so a word is matched
from beginning to end, in the spellings that people use: `xuy`, `huj`, `khui`; `pi3dec`.
"""

import re

from rules.detectors.lazy import Pattern
from rules.detectors.obscenity import forms, roots

_BEFORE = (
    "(?:na|po|ni|ne|do|o|a|za|vy|vi|u|pro|pri|raz|ras|raz|ot|ob|pod|pere|vz|iz|nedo|dolbo|mozgo|zlo"
    "|ostoye?|suka|ti|ty|idi|on|kak|vot)?['`j]?"
)
_RUSSIAN_WORDS = (
    f"{_BEFORE}(?:khu|xu|xy|hu|hoo|}}{{u|><u)(?:[yji]|ii|iy|ji|yi)(?:n(?:y|j|i)?[aiu]|nei|l[aou]|low?|[ijy]?o[wv]\\w{{1,3}})?",
    (
        f"{_BEFORE}(?:khu|xu|xy|hu)(?:ya|ja|ia|9|yu|ju|yo|jo|yev|jev|ev|yov|jov|yom|eta|etu|eten|yeta|jeta|eso|yeso"
        "|jeso|epl|yepl|yar|jar)\\w{0,6}"
    ),
    "(?:na|po|ni|do|ne)?(?:xu|xy|hu|khu)(?:li|le|lle|l['`])",
    "(?:o|a|ni|ne)(?:hu|xu|khu|xyy|xyj)(?:e|ye|je|i|it)(?:[tlnv]|sh)\\w{0,7}",
    f"{_BEFORE}p(?:(?:i|y|e|ie)?[z3]|is)d(?:[aeuoyicj'`]|ts|\\b)\\w{{0,8}}",
    f"{_BEFORE}pi(?:st|zt|z|s)(?:ec|ets|os|ez|etz)",
    (
        f"{_BEFORE}(?:ye|je|yo|jo|io|e|y0)b(?:a(?:t|l|n(?!k)|sh|$)\\w{{0,6}}|u(?:$|t|ch|n)\\w{{0,4}}|et(?:e|sya)?|it(?:e|es)"
        "|l(?:o|om|an\\w{0,2}|a|i|ya|ja|ishe)|ok|nu\\w{0,5}|ish?che|osh\\w*|is[yj'`]?|os)"
    ),
    (
        "(?:za|u|na|vy|pro|dolbo|dolba|ras|raz|ot)['`y]?(?:y|j)?eb(?:is[yj'`]?|ok|ki|ca|tsa|u|an\\w*|at\\w*|al\\w*|ish?e\\w*)?"
        "(?<!web)(?<!zaeb)(?<!naeb)"
    ),
    "(?:su[ck]+a|na|ny|nu)?bl+(?:ya|ja|ia|iya|9|yea|jea|yaa)(?:[td]|ts|[td][sz]?k\\w{1,3}|ha|xa)?(?:[`'’j]|i|ina|stvo|ey)?",
    "bl(?:[jy]?et|eyat|iat)[`'’j]|bly(?:t|d)|blet[`’']",
    "(?:pa|po)?(?:su+k|cy+k|syk|zuk|su4k|suchk|s[yu]ch[kj])(?:a|i|u|oi|oy|in|iny?|ami)|cyka|suchar[ayu]|cуka",
    "oxyet\\w?|oxye[ln]\\w{0,3}|mud(?:ak|4k|@k)(?:a|i|u|ov|om|am|ami)?|mudil[aoyui]|muda4\\w+|mudach\\w+",
    "pid[oa0@]r(?:[aiyue]|ov|om|am|as\\w{0,3}|k[aiu])?|pidr(?:ila|ily|i|y|a|u|ov)?|pid[ie]ras\\w{0,3}",
    "zal[uy]p[aiueoy]\\w{0,2}|(?:sh|w|6)l(?:yu|ju|u|iu)(?:h|x|kh|sh)[aiueoyk]\\w{0,2}|g[ao]ndon\\w{0,2}",
    "(?:za|na|po|pod|vy)?(?:dr[o0](?:ch|4)(?:it\\w{0,2}|i|er\\w?|il\\w{1,2}|u|at|i[ts]h|k[aiu]))",
    "dolb[oa](?:y|j|i)?[eoi]?(?:b|6)\\w{0,4}|mandavo(?:sh|w)\\w*",
    "n(?:h|x)(?:u|y)[yji]?|pzd(?:c|ec|ts)|xyй",
)
_ENGLISH_WORDS = (
    (
        "(?:mother|mutha|muda|mudda|un|cluster|mind|dumb)?(?:f|ph)+(?:u+c*k+|vck|uq|ck|uk)(?:s|ed|er|ers|ing|in|inn?g|off|you|u|up"
        "|head\\w?|face|wit|boy|this|me|y)?"
    ),
    "(?:bull|horse|dip|bat|holy)?sh[iy]+t+(?:s|ty|tiest|ting|ter|head|hole|face|post|show|less|storm)?",
    "(?:son)?(?:b[iy]+[ao]?t+ch|b[iy]+oc?tch|biatch)(?:es|ez|y|ing|ass)?",
    "cu+nt(?:s|y)?",
    "(?:ass|arse)(?:hole|holes|hat|wipe|fuck\\w*)|dumbfuck|jackoff|jerkoff",
    "dick(?:head|heads|sucker|face)|cock(?:sucker|suckers|sucking|head)|motherf\\w{0,6}",
    "who+re(?:s|d)?|slut+(?:s|ty)?|pus+y|pussies|twat(?:s)?|wank(?:er|ers|ing)?|nig+(?:a|er)(?:s|z)?|fag+(?:ot|ots)?",
)
_RUSSIAN = Pattern("|".join(_RUSSIAN_WORDS))
_ENGLISH = Pattern("|".join(_ENGLISH_WORDS))
_RUSSIAN_HINT = re.compile(
    r"[hx][uyo]|[yjioeauz'`][eio]?b|z[dtez]|[s3]d|pis?t|b[l1]|[sc][uyc]|s4|zuk|m[uy]d|p[ie]d|zal|lu|ond|and|dr|b[eo]?[b6]|n[hx]"
    r"|l[jyui]|olb|oye|u[hx]"
)
_ENGLISH_HINT = re.compile(
    r"^[fp]|f[u0v]|u[cqk]|[s5]h|b[iy1!]|cu|c0|ss|rs|ck|wh|sl|p[uo]s|tw|wa|n[i1]|fa|mo"
)
_READ_AS_E = str.maketrans("01364@$!5", "oiebaasis")
_DIGITS = str.maketrans("013457@$!", "oieastasi")
_READ = str.maketrans("01364@$!5", "oizbaasis")
_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_LETTERS = "йцукенгшщзхъфывапролджэячсмитьбюе"
_TO_RUSSIAN = str.maketrans(_KEYS + '{}:"<>~', _LETTERS + "хъжэбюе")
_TO_LATIN = str.maketrans(_LETTERS[:32], _KEYS[:32])
_NOT_LAYOUT = frozenset(("cerb",))
_ENGLISH_BEGINNINGS = ("аг", "ыр", "иш", "сг", "фы", "ыд", "цр", "тш")
_KEYS_IN_WORDS = frozenset(_KEYS + '{}:"<>~')


def is_russian(word: str) -> bool:
    """Whether a lower-case Latin word is an obscene Russian one spelt by sound."""
    readings = dict.fromkeys((word, word.translate(_READ), word.translate(_READ_AS_E)))
    return any(
        _RUSSIAN_HINT.search(reading) and _RUSSIAN.fullmatch(reading) for reading in readings
    )


def is_english(word: str) -> bool:
    """Whether a lower-case Latin word, possibly with digits, is an obscene English one."""
    if not _ENGLISH_HINT.search(word):
        return False
    if _ENGLISH.fullmatch(word):
        return True
    plain = word.translate(_DIGITS)
    return plain != word and _ENGLISH.fullmatch(plain) is not None


def is_russian_on_latin_keys(token: str) -> bool:
    """Whether a token of lower-case Latin letters and signs is obscene on Russian keys."""
    if len(token) < 3 or not _KEYS_IN_WORDS.issuperset(token) or token in _NOT_LAYOUT:
        return False
    word = token.translate(_TO_RUSSIAN)
    if token[-1] in ",." and word not in forms.forms():
        # here it is punctuation, not «б» or «ю»
        return False
    found = roots.STRICT.fullmatch(word)
    return found is not None and not roots.is_innocent(word, 0, len(word))


def is_english_on_russian_keys(word: str) -> bool:
    """Whether a lower-case Russian word is an obscene English one on Latin keys."""
    return word.startswith(_ENGLISH_BEGINNINGS) and is_english(word.translate(_TO_LATIN))
