"""Whether a model of vkbottle's reads what was written, and all of it."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel


def misread(raw: object, read: object, at: str) -> Iterator[str]:
    """Say where what a model read is not what was written: an unknown field, another type."""
    match raw, read:
        case dict(), dict():
            for key, value in raw.items():
                if key not in read:
                    yield f"{at}.{key}: the model has no such field"
                else:
                    yield from misread(value, read[key], f"{at}.{key}")
        case list(), list() if len(raw) == len(read):
            for index, (one, other) in enumerate(zip(raw, read, strict=True)):
                yield from misread(one, other, f"{at}[{index}]")
        case _:
            if raw != read:
                yield f"{at}: {raw!r} is read as {read!r}"


def misread_by(model: type[BaseModel], raw: dict[str, Any], at: str) -> list[str]:
    """Read something with one of vkbottle's models; say what it could not read truly."""
    read = model.model_validate(raw).model_dump(mode="json", by_alias=True, exclude_unset=True)
    return list(misread(raw, read, at))
