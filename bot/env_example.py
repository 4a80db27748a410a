"""`.env.example`, generated from the settings class: `python -m bot.env_example > .env.example`."""

import sys
import textwrap

from pydantic.fields import FieldInfo

from bot.settings import Settings

_WIDTH = 96

_PREFACE = (
    "Настройки бота «Порядок». Скопируйте этот файл в .env и впишите ключ доступа. "
    "Строки с решёткой показывают, что действует без них. Окружение важнее этого файла."
)


def env_example() -> str:
    """Return the text of `.env.example`: every setting with its description and default."""
    parts = [_comment(_PREFACE)]
    fields = Settings.model_fields.items()
    for name, field in sorted(fields, key=lambda item: not item[1].is_required()):
        mark = "" if field.is_required() else "# "
        parts.append(f"{_comment(field.description or '')}{mark}{name.upper()}={_default(field)}\n")
    return "\n".join(parts)


def _comment(text: str) -> str:
    lines = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "".join(f"# {line}\n" for line in lines)


def _default(field: FieldInfo) -> str:
    if isinstance(field.default, bool):
        return "on" if field.default else "off"
    return "" if field.is_required() or not field.default else str(field.default)


if __name__ == "__main__":
    sys.stdout.write(env_example())
