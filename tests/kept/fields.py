"""Recording facts as code did that did not know yet what was added to them later."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any
from unittest.mock import patch

from storage.kinds import write

_FROM_THE_FIRST = {"by", "member"}
"""Fields with a default that stored facts never lacked."""


@contextmanager
def fewer_fields() -> Iterator[None]:
    """Let every fact be written without the fields that came later, where they say no more than
    their defaults, or nothing that a table rests on (`posted_at`)."""

    def write_less(fact: Any) -> str:
        said = json.loads(write(fact))
        for field in fields(fact):
            is_default = getattr(fact, field.name) == field.default
            if field.name not in _FROM_THE_FIRST and (is_default or field.name == "posted_at"):
                del said[field.name]
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))

    with patch("storage.journal.write", write_less):
        yield
