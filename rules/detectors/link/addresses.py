"""Finding addresses in a text, including those hidden by words, spaces or look-alike letters."""

import re
from collections.abc import Iterator

from rules.detectors.lazy import Pattern
from rules.detectors.link.address import Address, unmasked
from rules.detectors.link.hidden import hidden_addresses_in
from rules.detectors.link.hosts import host_of, is_known

_REST = r"[^\s<>«»\"|]"
_SCHEMED = Pattern(
    rf"(?<![a-z])(?:h\s?[tx]\s?[tx]\s?p\s?s?\s?[:;]?\s?[/\\]{{1,2}}\s?[/\\]?\s?|"
    rf"(?:tg|viber|whatsapp|ftp)://){_REST}+"
)
_AS_IT_SHOULD_BE = Pattern(r"(?:https?|tg|viber|whatsapp|ftp)://\S")
_WWW = Pattern(rf"(?<![\w@.-])www\.{_REST}+")

_ENDINGS = (
    r"ru|su|рф|рус|бел|укр|қаз|com|net|org|info|biz|me|io|gg|tv|online|site|shop|store|club|xyz"
    r"|top|link|ly|gl|gd|cc|to|kz|by|ua|uz|am|ge|eu|de|uk|us|cn|fm|tk|ml|ga|cf|gq|art|bet|casino"
    r"|poker|space|fun|wiki|vip|win|bid|icu|buzz|agency|tech|pw|ws|market|pro|press|website|edu"
    r"|gov|mobi|name|jp|fr|it|es|nl|cz|fi|se|lv|lt|ee|tr|il|br|ca|au|moscow"
)
_LABEL = r"[^\W_][a-z0-9а-я-]{0,62}"
_BARE = Pattern(
    rf"(?<![\w@.\-/\\])(?P<host>(?:{_LABEL}\.){{1,5}}(?:(?P<known>{_ENDINGS})|(?P<cyrillic>ру|ком"
    rf"|ме|гг|су|онлайн|сайт|орг|[а-я]{{2}})|[a-z]{{2,12}}(?=/[^\s/])))(?![\w@(=-]"
    rf"|\.\w)(?::\d{{2,5}})?(?P<path>[/?#]{_REST}*)?"
)
_CODE = Pattern(
    r"(?:[a-z_]\w*\.)*(?:asp|ado|vb|self|this|cls|obj|logger|log|console|math|system|window"
    r"|document|req|res|e|i|list|str|map)\.(?:net|name|info|me|to|it|is|site|top|link|win|space"
    r"|club|art|in|io|org|us|by|am)|.*\.(?:js|ts|py|md|sh|html?|css|json|ya?ml|txt|docx?|xlsx?"
    r"|pdf|pptx?|zip|rar|exe|java|cpp|cs|php|sql|jpe?g|png|mp[34]|[ct]sv|xml|log|ini|cfg|toml"
    r"|gradle|vue|[jt]sx|rs|go|kt|psd|avi|mov|gif|svg|webp)"
)
"""Names with dots from code, and names of files."""
_LAW = Pattern(
    r"(?:ук|гк|тк|нк|ст|коап|упк|гпк|жк|ск|фз|мвд|минобр\w*|конституция|президент"
    r"|правительство)\.рф"
)

_MENTION = Pattern(
    r"\[(?P<linked>(?:club|public|event)\d+)\|[^\]\n]{0,100}\]"
    r"|(?<![\w/])[@*](?P<bare>(?:club|public|event)\d+)(?!\w)"
)

_TRAILING = ".,!?;:)]}»\"'…*_"


def addresses_in(plain: str) -> Iterator[Address]:
    """Yield the addresses of a plain text, the plainest kinds first; they may overlap."""
    for match in _SCHEMED.finditer(plain):
        yield from _schemed(match)
    for match in _WWW.finditer(plain):
        written = match[0].rstrip(_TRAILING)
        yield Address(match.start(), match.start() + len(written), unmasked(written[4:]))
    for match in _MENTION.finditer(plain):
        yield Address(*match.span(), f"vk.com/{match['linked'] or match['bare']}")
    for match in _BARE.finditer(plain):
        yield from _bare(match)
    yield from hidden_addresses_in(plain)


def _schemed(match: re.Match[str]) -> Iterator[Address]:
    written = match[0].rstrip(_TRAILING)
    if written.startswith("tg://user"):
        # a person's name, as copied from Telegram
        return
    scheme, _, target = re.sub(
        r"\s?[:;]?\s?[/\\]{1,2}\s?[/\\]?\s?", "\n", written, count=1
    ).partition("\n")
    if scheme in {"tg", "viber", "whatsapp"}:
        target = {"tg": "t.me", "viber": "viber.com", "whatsapp": "wa.me"}[scheme] + "/" + target
    host = host_of(target)
    plainly = _AS_IT_SHOULD_BE.match(written) is not None
    if host == "localhost" or "." in host or plainly:
        shown = unmasked(target)
        yield Address(
            match.start(), match.start() + len(written), shown, not plainly or shown != target
        )


def _bare(match: re.Match[str]) -> Iterator[Address]:
    host, written = match["host"], match[0].rstrip(_TRAILING)
    if _CODE.fullmatch(host) or _LAW.fullmatch(host):
        return
    target = unmasked(written)
    cyrillic = match["cyrillic"]
    by_path = cyrillic in {"онлайн", "сайт", "орг"} and match["path"]
    if cyrillic and cyrillic != "ру" and not by_path and not is_known(host_of(target)):
        # the end of one sentence and the beginning of the next
        return
    yield Address(match.start(), match.start() + len(written), target, target != written)
