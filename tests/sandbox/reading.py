"""Checks that a model of vkbottle's reads a value completely."""

from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from typing import Any

from pydantic import BaseModel, ValidationError


def misread_by(model: type[BaseModel], raw: dict[str, Any], at: str) -> list[str]:
    """Read a value with one of vkbottle's models; return the fields that differ.

    Every field has to be there with its type; 0 and 1 may stand for a boolean.
    """
    try:
        read = model.model_validate(raw)
    except ValidationError as refused:
        return [
            f"{'.'.join([at, *map(str, error['loc'])])}: {error['msg']}"
            for error in refused.errors()
        ]
    return list(_misread(raw, read.model_dump(by_alias=True, exclude_unset=True), at))


def _misread(raw: object, read: object, at: str) -> Iterator[str]:
    match raw, read:
        case dict(), dict():
            for key, value in raw.items():
                if key not in read:
                    yield f"{at}.{key}: the model has no such field"
                else:
                    yield from _misread(value, read[key], f"{at}.{key}")
        case list(), list() if len(raw) == len(read):
            for index, (one, other) in enumerate(zip(raw, read, strict=True)):
                yield from _misread(one, other, f"{at}[{index}]")
        case int(), datetime() if raw == read.timestamp():
            pass
        case _, Enum():
            yield from _misread(raw, read.value, at)
        case _:
            if raw != read:
                yield f"{at}: {raw!r} is read as {read!r}"
