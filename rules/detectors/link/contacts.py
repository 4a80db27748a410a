"""Names in other messengers («тг: @nick»)."""

from collections.abc import Iterator

from rules.detectors.lazy import Pattern

_MESSENGER = (
    r"(?:тг|тгк|телег[аеуи]|телеграм+[а-я]{0,3}|телегр|telegram|tg|tgk|ватсап[а-я]{0,2}"
    r"|вотсап[а-я]{0,2}|вайбер[а-я]{0,2}|viber|дискорд[а-я]{0,2}|discord|инст[аеуы]"
    r"|инстаграм+[а-я]{0,3}|instagram|insta)"
)
_BEFORE = Pattern(
    rf"(?<!\w){_MESSENGER}(?!\w)"
    rf"(?:[^\w@\n]{{1,4}}[а-я]{{1,10}}){{0,3}}[^\w@\n]{{0,4}}@\s?[a-z]\w{{3,31}}"
)
_SAID = Pattern(rf"(?<!\w){_MESSENGER}\s?[:=]\s?(?!https?)[a-z]\w{{4,31}}(?![\w.])")
_AFTER = Pattern(
    rf"(?<![\w/])@[a-z]\w{{3,31}}[^\w\n]{{1,4}}(?:в|во|на|у нас в"
    rf"|это)?\s?{_MESSENGER}(?!\w)"
)


def contacts_in(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of names in other messengers in a plain text."""
    for pattern in (_BEFORE, _SAID, _AFTER):
        for match in pattern.finditer(plain):
            yield match.span()
