"""Characters that stand for letters: what each looks like, and what each sounds like.

Only what Unicode's data lack is listed; `rules.detectors.obscenity.folding` takes the rest
(variants of a letter in other alphabets, fonts, circles) from decompositions and names.
"""


def _pairs(text: str) -> dict[str, str]:
    return {pair[0]: pair[1] for pair in text.split()}


GREEK = dict(zip("αβγδεζηικλμνοπρστυφχωςϲϳ", "авгдезпиклмвопрстуфхwссj", strict=True))

SHAPES = {
    **GREEK,
    **_pairs("іи їи јj ѕs єе ґг ўу үу ұу һh ңн ӽх ӿх ҳх ҫс ҙз ҕг ғг қк ҝк ҡк  өо ӏl ԁd ԛq ԝw ҏр"),
    **_pairs(
        "ѓг ќк ћh ђh љл њн џц ѵv ѳо ѡw ѐе ѝи ӣи ӯу ӧо ӱу ԥп ҧп ҭт ӡз ԯл ҷч ҹч ѹу ѧя ѫж ѣь ꙋу ꙗя"
    ),
    **_pairs("ⲁа ⲃв ⲅг ⲇд ⲉе ⲏн ⲓi ⲕк ⲗл ⲙм ⲛн ⲟо ⲡп ⲣр ⲥс ⲧт ⲩу ⲫф ⲭх ⲱw"),
    **_pairs("ꓫх ꓡl ꓬу ꓴu ꓳо ꓮа ꓐв ꓚс ꓰе ꓗк ꓟм ꓠn ꓑр ꓢs ꓔт ꓘк"),
    **_pairs("оо սu ոn ցg օo հh յj ք p".replace("ք p", "քp")),
    **_pairs("ɑa ɐa ɓb ɖd ɗd əe ɛe ɡg ɢg ɥy ɦh ɨi ɪi ʀr ʏy ʙb ʜh ʟl ɴn ʌл ʍm ʇt ʞk ɹr ʁя"),
    **_pairs("ᴀa ᴄc ᴅd ᴇe ᴊj ᴋk ᴍm ᴏo ᴘp ᴛt ᴜu ᴠv ᴡw ᴢz łl øo đd ħh ŧt ıi ſs"),
    **_pairs("ᑕс ᑌu ᗩа ᗷb ᗪd ᖴf ᕼh ᒍj ᒪl ᗰm ᑎп ᑭр ᖇr ᐯv ᗯw ᙭х ᴦг ᴧл ᴨп ᴫл"),
    "æ": "ae",
    "œ": "oe",
    "ß": "в",
    "ϐ": "в",
    "ϑ": "в",
    "ϒ": "у",
    "ϰ": "к",
    "ϱ": "р",
    "×": "х",
    "✕": "х",
    "✖": "х",
    "✗": "х",
    "✘": "х",
    "❌": "х",
    "╳": "х",
    "⨯": "х",
    "𝑿": "х",
    "€": "е",
    "£": "e",
    "₽": "р",
    "¥": "у",
    "¢": "с",
    "₴": "s",
    "₳": "а",
    "₭": "к",
    "∆": "а",
    "⊂": "с",
    "∪": "u",
    "∩": "п",
    "∏": "п",
    "∑": "е",
    "∂": "д",
    "℮": "е",
    "√": "v",
    "†": "t",
    "○": "о",
    "●": "о",
    "◯": "о",
    "⭕": "о",
    "⚪": "о",
    "⚫": "о",
    "🔴": "о",
    "🔵": "о",
    "ℹ": "i",
    "❗": "!",
}
"""The lower-case letter that a character of another alphabet, a sign or a picture looks like."""

JOINED = (
    ("3.14", "пи"),
    ("3,14", "пи"),
    ("|-|", "h"),
    ("}{", "х"),
    ("><", "х"),
    (")(", "х"),
    (">|<", "ж"),
    ("}|{", "ж"),
    ("|_|", "u"),
    ("(_)", "у"),
    ("()", "о"),
    ("|<", "к"),
    ("|{", "к"),
    ("|\\/|", "м"),
    ("/\\/\\", "м"),
    ("|/|", "и"),
    ("|\\|", "и"),
    ("/\\", "л"),
    ("|7", "п"),
    ("/7", "п"),
    ("|^|", "п"),
    ("|°", "р"),
    ("|>", "р"),
    ("\\/", "у"),
    ("`/", "у"),
    ("'/", "у"),
    ("|3", "в"),
    ("|0", "ю"),
    ("|o", "ю"),
    ("|о", "ю"),
    ("9|", "я"),
    ("9i", "я"),
    ("9l", "я"),
    ("ji", "л"),
    ("jl", "л"),
    ("jт", "л"),
    ("bi", "ы"),
    ("ьi", "ы"),
    ("ь|", "ы"),
    ("bl", "ы"),
    ("io", "ю"),
    ("i0", "ю"),
    ("lo", "ю"),
)
"""Signs that look like a letter together; a longer one before its beginning."""

SEEN: dict[str, str] = {
    "а": "аa@4^9ә",
    "б": "бb6",
    "в": "вbv8",
    "г": "гgr",
    "д": "дdg9",
    "е": "еeэ3ә",
    "ж": "жj",
    "з": "зz32",
    "и": "иiu1!|йl",
    "й": "йiuyjи",
    "к": "кkcq",
    "л": "лl1",
    "м": "мm",
    "н": "нnh",
    "о": "оo0",
    "п": "пpn",
    "р": "рpr",
    "с": "сcs$5",
    "т": "тtm7",
    "у": "уyu",
    "ф": "фf",
    "х": "хxh",
    "ц": "цc",
    "ч": "ч4",
    "ш": "шwш",
    "щ": "щw",
    "ъ": "ъьb",
    "ы": "ыyi",
    "ь": "ьъb'`’",
    "э": "эe3",
    "ю": "юu",
    "я": "яr9",
}
"""For each Russian letter, the characters that may replace it in a word of mixed characters."""

BY_EYE = str.maketrans(
    _pairs(
        "aа bв cс dд eе gд hн iи jй kк lл mм nп oо pр rг tт uи wш xх yу zз sс vв fф"
        " 0о 3з 4ч 6б 9я 1и 8в @а $с әа"
    )
)
BY_EAR = str.maketrans(
    _pairs(
        "aа bб cс dд eе fф gг hх iи jй kк lл mм nн oо pп rр sс tт uу vв wв xх yу zз qк"
        " 0о 3з 4ч 6б 9я 1и 8в @а $с әа"
    )
)
"""A first guess of the Russian letter for each Latin letter or digit, by shape or sound."""
