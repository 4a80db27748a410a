"""Taking what a person wrote out of an event that is not handled yet."""

import json
from typing import Any

from rules.ids import MemberId

_WRITTEN = ("text", "payload", "attachments", "fwd_messages", "geo")
"""Fields of a message that hold what its author wrote (VK.md, 2.2)."""


def blank(body: str, member: MemberId) -> str:
    """Give an event's JSON without what a person wrote, also where somebody answers it."""
    event = json.loads(body)
    return json.dumps(event, ensure_ascii=False) if _blanked(event, member) else body


def _blanked(thing: Any, member: MemberId) -> bool:
    """Blank a part of an event; say whether anything was."""
    match thing:
        case dict():
            mine = thing.get("from_id") == member and "text" in thing
            if mine:
                thing.update({"text": ""})
                for name in _WRITTEN[1:]:
                    thing.pop(name, None)
            within = [_blanked(value, member) for value in thing.values()]
            return mine or any(within)
        case list():
            within = [_blanked(each, member) for each in thing]
            return any(within)
        case _:
            return False
