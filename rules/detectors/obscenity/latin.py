"""Obscene words in Latin letters: by their sound, in the other keyboard layout, and in English."""

import re

TRANSLITERATED = re.compile(
    r"(?:na|po|do|ni|ne|za|o|a|ot|u)?(?:k?h|x)(?:u|oo)(?:[yij]|[yij][aeuiy]|ya|ja|yu|ju|ye[mvt]|em|ev[a-z]{1,5}"
    r"|e[lt][a-z]{0,2}|enn?[oy][a-z]{0,2}|[yij]?n[yj]?[aiu]|[iy]lo|[yij]lo|eso[sc][a-z]{0,3}|yes[a-z]{2,4}|epl[eyo]t"
    r"|y?eta)|x[yu][yij]|x[yu]e[tv][a-z]{1,4}|nax[yu][yij]"
    r"|(?:ra[sz]|s|ot|na|po|do|o|za|pri)?p(?:i|y|1|!|e|ee|ie)[zs3]d(?:[aeuyoi4]|e[tc]|ts|c|j|y?u|ab|ob|oy|oi|[iy]t|et"
    r"|nu)[a-z0-9]{0,10}|p[i1]z(?:te[ct]s?|ets)|p[zs]d[ct]?[a-z]{0,3}"
    r"|(?:na|za|po|u|do|vy|vi|pro|pri|ot|ob|ra[sz]|pod|pere|dolb[ao]|mo[sz]g[ao]|s[yj'])?[yj]?eb(?:a[tlnsh][a-z]{0,7}"
    r"|al[aoi]?|lan[a-z]{0,3}|lo|et[a-z]{0,2}|ut|uch[a-z]{1,3}|is[a-z]{0,3}|nut[a-z]{0,4}|ok|ki|ish[a-z]{1,3}"
    r"|ash[a-z]{0,3}|osh[a-z]{0,3}|i|u)"
    r"|(?:vy)?bl(?:y|i|j|ia|ya|ja)[a49]?(?:[dt])[a-z']{0,6}|bl(?:ya|ja|9)(?:[dt][a-z']{0,6})?|blead|bleat'?"
    r"|(?:dolb[oa]|mo[sz]g[oa])[yj]?[eo]b[a-z]{0,6}|v[yji]{1,2}eb[a-z]{2,7}"
    r"|(?:za)?muda[kc][a-z]{0,6}|mudil[ao]|mudozvon[a-z]{0,2}"
    r"|(?:ras)?pid[oa]r(?:[aiyu]|as[a-z]{0,4}|ok|om|ov|ka|skiy?)?|pidr(?:[aiyu]|ila)?"
    r"|zalup[a-z]{1,3}|mandavosh[a-z]{1,3}|s[yu]ka+|suk[iu]|suchk[aiu]|suchar[a-z]{0,2}|cyka|cyku|cuka"
    r"|shl[yj]?u(?:h|kh|x)[aiuoy]|g[ao]ndon[a-z]{0,3}|(?:na|za|po)?dro(?:ch|4)(?:it?|u|er|at)"
)
"""Matches, as a whole, a word that sounds obscene in Russian."""

ENGLISH = re.compile(
    r"(?:mother)?f+u+[c]*k+(?:e[rd]|ing|in|s|off|up|face|head|tard|boy|u|you)?s?|fck(?:ing)?|fuk|stfu|wtf"
    r"|(?:bull)?sh[i1!]+t+(?:ty|head|s|post\w*|hole|bag|faced|ting)?|b[i1!]+t+c+h+(?:es|y|ass|ing)?|biatch"
    r"|(?:ass|arse)hole?s?|a[s$]{2}hat|dumbass(?:es)?|jackass(?:es)?|cunts?|dickheads?|cocksuckers?|sluts?|whores?"
    r"|nigg(?:er|a|ah|az)s?|faggots?|motherf\w+|bastards?|puss(?:y|ies)|wankers?|twats?"
)
"""Matches, as a whole, an obscene English word."""

_KEYS = dict(
    zip(
        "qwertyuiop[]asdfghjkl;'zxcvbnm,.`",
        "йцукенгшщзхъфывапролджэячсмитьбюе",
        strict=True,
    )
)
_TO_RUSSIAN = str.maketrans(
    {**_KEYS, "{": "х", "}": "ъ", ":": "ж", '"': "э", "<": "б", ">": "ю", "~": "е"}
)


def without_digits(part: str) -> tuple[str, ...]:
    """Give a Latin word with its digits read as letters; nothing where it has none of them."""
    if _HAS_DIGIT.search(part) is None or _HAS_LETTER.search(part) is None:
        return ()
    return tuple(part.translate(table) for table in _DIGITS)


_HAS_DIGIT = re.compile("[0-9@$!]")
_HAS_LETTER = re.compile("[a-z]")
_DIGITS = (
    str.maketrans({**dict(zip("0134567", "oizasbt", strict=True)), "@": "a", "$": "s", "!": "i"}),
    str.maketrans({**dict(zip("013467", "oiechb", strict=False)), "@": "a", "$": "s", "!": "i"}),
)


def typed_in_russian(lower: str) -> str:
    """Give what the same keys type in the Russian layout."""
    return lower.translate(_TO_RUSSIAN)


TYPED_IN_RUSSIAN = frozenset(
    word.translate(_TO_RUSSIAN)
    for word in (
        "fuck",
        "fucking",
        "fucker",
        "fuckyou",
        "shit",
        "bitch",
        "asshole",
        "cunt",
        "bullshit",
    )
)
"""English words as they come out where the Russian layout was left on."""


INNOCENT = frozenset(
    re.findall(
        "[a-z]+",
        """hui huey hyun hye huynh hue hues huiu pisa pizza pista pistol piste peseta
        pesto ebb ebbs eben ebi ebu blat blast black blade sake suke suki sukhi
        pedestal pedro peder pied piedra huya hun uebi ebay ebert ebony ebola
        bleat bleats debut rebut rebate debate web webs rebel nebula sebastian hubei
        huawei xue xuan xui xie xu hua hus husky huxley huet hugh huge hull hum human
        oblast huelva huerta pedal pedate ouch""",
    )
)
"""Words of other languages that only look like it."""
