"""Addresses, mentions and code, which are never read for obscene words."""

import re

from rules.mentions import KINDS

_ADDRESS = re.compile(
    r"(?:https?://|www\.|ftp://)\S+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zа-я]{2,}"
    r"|(?:[a-z0-9][\w-]*\.)+(?:ru|com|org|net|io|me|su|info|edu|gov|dev|app|html?|php|py|js|exe|zip|pdf|docx?)"
    r"(?::\d+)?(?:/\S*)?"
    r"|(?:[а-яa-z0-9-]{2,}\.)+(?:рф|ру|рус)(?:/\S*)?"
    rf"|[@#*]?\[(?:{KINDS})\d+\|[^\]]*\]"
    r"|@[a-z][\w.]+"
    r"|[a-z]:\\\S+|[~.]{0,2}/?(?:[\w.-]+/){2,}[\w.-]*"
)
_CODE = re.compile(
    r"[a-z_]\w*(?:\.[a-z_]\w*)*\(.*|[\w.]*[=<>]=?[\w.'\"]+;?|\w+::\w+|[a-z]{2,}_[a-z_]+|[a-z]_[a-z_]*[a-z]{2}[a-z_]*|&\w+;|<[/\w].*"
)
_RUSSIAN = re.compile("[а-я]")


def is_shielded(token: str) -> bool:
    """Whether a lower-case token between spaces is an address or code."""
    bare = token.strip("()<>\"'«»,;!?")
    if _ADDRESS.fullmatch(bare.rstrip(".:")):
        # letters separated by slashes or dots are no path
        return any(len(piece) > 1 for piece in re.split(r"[./\\]", bare) if piece)
    return not _RUSSIAN.search(token) and _CODE.fullmatch(bare) is not None
