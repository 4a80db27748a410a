"""Files with tables of words: CSV, as spreadsheets and people write it, and XLSX."""

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.roster.rows import LARGEST_FILE, Measure, RosterFileError, Row, TableError, clean

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OF_A_BYTE = ("cp1251", "cp866", "mac_cyrillic", "koi8_r", "iso8859_5")

_SHARES = (
    "о10.97 е8.45 а8.01 и7.35 н6.70 т6.26 с5.47 р4.73 в4.54 л4.40 к3.49 м3.21 д2.98 п2.81 у2.62 "
    "я2.01 ы1.90 ь1.74 г1.70 з1.65 б1.59 ч1.44 й1.21 х0.97 ж0.94 ш0.73 ю0.64 ц0.48 щ0.36 э0.32 "
    "ф0.26 ъ0.04 ё0.04"
)
"""The frequency of each letter in Russian, in percent."""

_LIKELY = {pair[0]: math.log(float(pair[1:]) / 100) for pair in _SHARES.split()}
_SIGNS = frozenset("№«»–—…\u00a0")

_UNLIKELY = math.log(0.0002)
"""The same for anything that is no Russian letter, or stands where none does."""

_ENOUGH = 0.9
"""The share of characters (neither ASCII nor common signs) that have to fit Russian words."""

_ENOUGH_TO_TELL = 100_000
"""Characters that are looked at."""

_CLEARLY = 6.0
"""By how much (in nats) the best reading has to be more likely than the next one."""


def decode(content: bytes) -> str:
    """Return the text of a file. Raises `TableError` if its encoding cannot be recognised."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    if 0 in content:
        # UTF-16 without a mark: the upper byte of Latin letters is 0, of Russian ones 4
        first, second = (half.count(0) + half.count(4) for half in (content[::2], content[1::2]))
        return _decoded(content, "utf-16-le" if second > first else "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as mistake:
        return _by_letters(content, mistake)


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as mistake:
        line = content[: mistake.start].decode(encoding, "ignore").count("\n") + 1
        raise TableError(
            f"строка {line} повреждена, хотя файл начат как {encoding.upper().removesuffix('-SIG')}"
        ) from None


def _by_letters(content: bytes, mistake: UnicodeDecodeError) -> str:
    readings = []
    for encoding in _OF_A_BYTE:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        likely, fitting = _russian(text[:_ENOUGH_TO_TELL])
        readings.append((likely, fitting, text))
    readings.sort(reverse=True)
    if readings and readings[0][1] >= _ENOUGH and _is_clear(readings):
        return readings[0][2]
    broken = content.decode("utf-8", "replace")
    if broken.count("\ufffd") * 10 <= sum(char > "\x7f" for char in broken):
        line = content[: mistake.start].count(b"\n") + 1
        raise TableError(f"строка {line} повреждена: это не UTF-8, хотя остальное — UTF-8")
    raise TableError("не понять, в какой он кодировке: сохраните его в UTF-8")


def _is_clear(readings: Sequence[tuple[float, float, str]]) -> bool:
    (best, _, text), *others = readings
    return not others or best - others[0][0] >= _CLEARLY or others[0][2] == text


def _russian(text: str) -> tuple[float, float]:
    """Return the likelihood of the non-ASCII text as Russian (nats), and the share of it that
    fits."""
    likely = 0.0
    total = fitting = 0
    for before, char in zip(" " + text, text, strict=False):
        if char < "\x80":
            continue
        total += char not in _SIGNS
        # neither «иВан» nor «Mьller» is a word
        misplaced = (before.islower() and char.isupper()) or (before.isascii() and before.isalpha())
        if misplaced or char.lower() not in _LIKELY:
            likely += _UNLIKELY
        else:
            likely += _LIKELY[char.lower()]
            fitting += 1
    return likely, fitting / total if total else 0.0


_DELIMITERS = ";,\t|"

_SAID = re.compile(r"""\s*"?sep=([^\w\s"]|\t)"?[;,\t]*\s*""", re.IGNORECASE)
"""A first line by which spreadsheets declare the delimiter."""

_LOOKED_AT = 20
"""Lines by which the delimiter is recognised; the first may be a title without one."""

_OTHER_FILES = (
    (b"PK\x03\x04", "это книга XLSX, а не CSV: дайте файлу окончание .xlsx"),
    (b"\xd0\xcf\x11\xe0", "это книга XLS, а не CSV: сохраните её как .xlsx"),
)


def read_csv(content: bytes) -> list[Row]:
    """Return the rows that are not empty.

    Raises `TableError` for an unknown encoding, an unclosed quote, and a file that is too large:
    after such a quote, text and cells cannot be told apart.
    """
    for beginning, why in _OTHER_FILES:
        if content.startswith(beginning):
            raise TableError(why)
    lines = decode(content).splitlines(keepends=True)
    skipped, delimiter = _delimiter(lines)
    text = "".join(lines[skipped:])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, measure = [], Measure()
    line = skipped + 1
    try:
        for cells in reader:
            if any("\n" in cell.replace("\r", "\n") and delimiter in cell for cell in cells):
                raise _unclosed(line)
            row = Row(line, tuple(clean(cell) for cell in cells))
            if any(row.cells):
                measure.row()
                for column in range(1, len(cells) + 1):
                    measure.cell(column)
                rows.append(row)
            line = skipped + reader.line_num + 1
    except csv.Error as mistake:
        spans_lines = skipped + reader.line_num > line
        if "unexpected end" in str(mistake) or ("expected after" in str(mistake) and spans_lines):
            raise _unclosed(line) from None
        if "limit" in str(mistake):
            raise TableError(f"строка {line}: ячейка слишком длинная") from None
        raise TableError(
            f"строка {line}: после закрытой кавычки стоит не «{delimiter}», проверьте кавычки"
        ) from None
    return rows


def _unclosed(line: int) -> TableError:
    return TableError(
        f"строка {line}: кавычка открыта и не закрыта, поэтому дальше прочесть ничего нельзя"
    )


def _delimiter(lines: list[str]) -> tuple[int, str]:
    """Return how many lines to skip, and the delimiter of the others."""
    if lines and (said := _SAID.fullmatch(lines[0])):
        return 1, said[1]
    # a title above the header rarely holds two of them
    unquoted = (re.sub(r'"[^"]*"', "", line) for line in lines[:_LOOKED_AT])
    counts = [{each: line.count(each) for each in _DELIMITERS} for line in unquoted]
    told = next((count for count in counts if max(count.values()) > 1), counts[0] if counts else {})
    return 0, max(_DELIMITERS, key=lambda each: told.get(each, 0))


_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"


def read_table(file: Path) -> list[Row]:
    """Return the rows that are not empty. Raises `RosterFileError`."""
    try:
        size = file.stat().st_size
        if size > LARGEST_FILE:
            raise RosterFileError(
                f"Файл {file} слишком велик для списка людей: больше {LARGEST_FILE // 1_000_000} МБ"
            )
        content = file.read_bytes()
    except OSError as failure:
        raise RosterFileError(
            f"Файл {file} не читается: {failure.strerror or 'ошибка ввода-вывода'}"
        ) from None
    try:
        return _read_xlsx(content) if _is_xlsx(file) else read_csv(content)
    except TableError as wrong:
        raise RosterFileError(f"Файл {file}: {wrong}") from None


def write_table(file: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write rows into a file, replacing an old one. Raises `RosterFileError`."""
    content = _xlsx(rows) if _is_xlsx(file) else _csv(rows)
    try:
        file.write_bytes(content)
    except OSError as failure:
        raise RosterFileError(
            f"Файл {file} не записывается: {failure.strerror or 'ошибка ввода-вывода'}"
        ) from None


def _is_xlsx(file: Path) -> bool:
    match file.suffix.lower():
        case ".xlsx":
            return True
        case ".csv" | ".txt" | ".tsv":
            return False
        case _:
            raise RosterFileError(f"Файл {file}: нужен .csv или .xlsx")


def _read_xlsx(content: bytes) -> list[Row]:
    from bot.roster.workbook import read_workbook

    if content.startswith(_OLD_OR_LOCKED):
        raise TableError(
            "он под паролем или в старом формате XLS: сохраните его как книгу Excel (.xlsx) "
            "без пароля"
        )
    try:
        return read_workbook(content)
    except (TableError, MemoryError):
        raise
    except Exception:  # any exception here means a broken file
        raise TableError("не читается как таблица XLSX") from None


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    # the byte order mark tells spreadsheets the encoding
    return text.getvalue().encode("utf-8-sig")


def _xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 -- a new workbook has one
    sheet.title = "Список"
    for number, cells in enumerate(rows, start=1):
        for index, words in enumerate(cells, start=1):
            cell = sheet.cell(number, index, words)
            # a name that begins with «=» is not a formula
            cell.data_type = "s"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
