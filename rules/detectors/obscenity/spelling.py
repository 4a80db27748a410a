"""Respelling a pattern of Russian letters for characters that stand for them."""

import re
from collections.abc import Mapping

_PIECE = re.compile(r"\\.|\(\?[:=!]|\[[^\]]*\]|[а-я]|.", re.DOTALL)


def respell(expression: str, letters: Mapping[str, str]) -> str:
    """Return the pattern with each Russian letter replaced by all that stands for it.

    A value of `letters` lists the characters one after the other.
    """
    pieces = []
    for piece in _PIECE.findall(expression):
        if piece[0] == "[":
            pieces.append(_either("".join(letters.get(sign, sign) for sign in piece[1:-1])))
        elif piece in letters:
            pieces.append(_either(letters[piece]))
        else:
            pieces.append(piece)
    return "".join(pieces)


def _either(signs: str) -> str:
    return "[" + "".join(re.escape(sign) for sign in dict.fromkeys(signs)) + "]"
