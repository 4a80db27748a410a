"""E-mail addresses, including those spelt out («собака», «точка ру»)."""

from collections.abc import Iterator

from rules.detectors.detection import Clearance, Sign
from rules.detectors.lazy import Pattern
from rules.detectors.personal_data.finding import Find, before, innocent, personal
from rules.detectors.registry import Label

_NAME = r"(?<![\w.+@/-])(?P<name>[^\W_][\w.+-]{0,63})"
_PLAIN = Pattern(
    rf"{_NAME}@(?P<host>(?:[^\W_][\w-]{{0,62}}\.){{1,4}}[^\W\d_]{{2,12}})(?![\w-])(?!:\S*/)"
)
_OPEN, _CLOSE, _APART = r"\s?[(\[{<]\s?", r"\s?[)\]}>]\s?", r"[\s,_]{1,3}"
_AT = (
    rf"(?:\s?@\s?|{_OPEN}(?:@|собака|собачка|at|эт|dog){_CLOSE}"
    rf"|{_APART}(?:собак[аеу]|собачк[ау]|эт|at|dog){_APART})"
)
_DOT = rf"(?:\s?[.,]\s?|{_OPEN}(?:\.|точка|dot|дот){_CLOSE}|{_APART}(?:точка|тчк|dot|дот){_APART})"
_ENDING = r"(?:ru|ру|com|ком|рф|net|нет|org|орг|su|су|by|kz|ua|me|info|pro|edu)"
_SPELT = Pattern(
    rf"{_NAME}{_AT}(?P<host>[^\W_][\w-]{{0,40}}"
    rf"(?:{_DOT}(?!{_ENDING}(?!\w))[^\W_][\w-]{{0,30}}){{0,2}}{_DOT}{_ENDING})(?![\w-])"
)
_PROVIDER = Pattern(
    rf"{_NAME}(?:@|{_AT})(?P<host>gmail|mail|yandex|rambler|icloud|outlook|hotmail|protonmail"
    rf"|inbox|джимейл|гмейл"
    r"|яндекс|майл|мейл|рамблер)(?![\w-]|\.\w)"
)
"""A mailbox without a top-level domain."""
_ROLE = Pattern(
    r"info|support|help|no-?reply|admin|office|priem\w*|sekretar|secretary|contacts?|hello|mail"
    r"|login|press|postmaster|webmaster|git|root|user|example|test|name|e-?mail|hr|college"
    r"|kolledj|dekanat|uch\w*|inbox|director"
)
"""Mailboxes of offices, and examples."""
_NOBODYS_HOST = Pattern(
    r"(?:.*\.)?(?:example|test|localhost|domain|site|mydomain)\.\w+|.*\.(?:gov|edu)\.ru"
)
_PUBLIC = Pattern(
    r"(?:приемн|деканат|колледж|техникум|учебн\w+ част|бухгалтери|поддержк|техподдержк"
    r"|организатор|библиотек|редакци|оргкомитет|администраци)\w*[^\n]{0,25}$"
)
"""Words before published mailboxes."""


def mailboxes_in(plain: str) -> Iterator[Find]:
    """Yield the e-mail addresses of a text, also those of offices, as harmless."""
    for pattern, certainty, sign in (
        (_PLAIN, 0.95, Sign.FORMAT),
        (_SPELT, 0.85, Sign.SPREAD),
        (_PROVIDER, 0.75, Sign.SPREAD),
    ):
        for match in pattern.finditer(plain):
            if (
                _ROLE.fullmatch(match["name"].strip(".-"))
                or _NOBODYS_HOST.fullmatch(match["host"])
                or _PUBLIC.search(before(plain, match.start()))
            ):
                yield innocent(match, Clearance.PUBLIC_NUMBER)
            else:
                yield personal(match, Label.EMAIL, certainty, sign)
