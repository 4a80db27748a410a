"""Reads XLSX: all cells of all sheets, whatever size the file declares.

The parts are read as a stream: openpyxl trusts `<dimension>`, or builds every cell in memory, also
the millions of empty ones that a filled column leaves.
"""

import posixpath
import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from datetime import date, datetime
from io import BytesIO
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_datetime
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape

from bot.roster.rows import LARGEST_UNPACKED, Measure, Row, TableError, clean

_PACKAGE = "_rels/.rels"
_STYLES = {"cellStyleXfs", "cellXfs"}
_MOST_ELEMENTS = 1_000_000
"""The most elements of all parts: twenty for each of fifty thousand people."""

_DATE = "дата"
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_UNSAVED = "формула без значения: откройте файл в Excel и сохраните"


def read_workbook(content: bytes) -> list[Row]:
    """Return the rows of every sheet that are not empty, in order.

    A merged cell counts for each row that it covers. Raises `TableError` for a file that is too
    large; any other exception means that it is no XLSX.
    """
    with ZipFile(BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
            raise TableError(
                "слишком велик для списка людей: после распаковки больше "
                f"{LARGEST_UNPACKED // 1_000_000} МБ"
            )
        return _Book(archive).rows()


class _Book:
    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._measure = Measure()
        self._left = _MOST_ELEMENTS
        self._main = self._related(_PACKAGE, "officeDocument")[0]
        base, name = posixpath.split(self._main)
        self._relations = posixpath.join(base, "_rels", f"{name}.rels")
        self._strings = [
            words
            for path in self._related(self._relations, "sharedStrings")
            for words in self._shared(path)
        ]
        self._formats = [
            said
            for path in self._related(self._relations, "styles")
            for said in self._number_formats(path)
        ]

    def rows(self) -> list[Row]:
        targets = self._targets(self._relations, "worksheet")
        # each part once, even if several sheets claim it
        sheets = {
            targets[_attribute(element, "id")]: clean(element.get("name", ""))
            for _, _, element in self._elements(self._main, {"sheet"})
            if _attribute(element, "id") in targets
        }
        return [row for path, name in sheets.items() for row in self._sheet(name, path)]

    def _related(self, relations: str, kind: str) -> list[str]:
        return list(self._targets(relations, kind).values())

    def _targets(self, relations: str, kind: str) -> dict[str, str]:
        folder = posixpath.dirname(posixpath.dirname(relations))
        return {
            element.get("Id", ""): posixpath.normpath(
                posixpath.join("/", folder, element.get("Target", ""))
            ).lstrip("/")
            for _, _, element in self._elements(relations, {"Relationship"})
            if element.get("Type", "").endswith(f"/{kind}")
        }

    def _shared(self, path: str) -> Iterator[str]:
        for _, _, element in self._elements(path, {"si"}):
            yield _text(element)

    def _number_formats(self, path: str) -> Iterator[str]:
        """Yield the number format of each style, in the order in which cells refer to them."""
        own: dict[int, str] = {}
        table = ""
        for begins, name, element in self._elements(path, {"numFmt", "xf"}, begun=_STYLES):
            if begins:
                table = name
            elif name == "numFmt":
                own[int(element.get("numFmtId", 0))] = element.get("formatCode", "")
            elif table == "cellXfs":
                number = int(element.get("numFmtId", 0))
                yield own.get(number) or BUILTIN_FORMATS.get(number, "")

    def _sheet(self, sheet: str, path: str) -> list[Row]:
        said: dict[int, dict[int, str]] = {}
        odd: dict[int, dict[int, str]] = {}
        dates: dict[int, dict[int, date]] = {}
        merged: list[tuple[int, int, int]] = []
        row = column = 0
        for begins, name, element in self._elements(path, {"c", "mergeCell"}, begun={"row"}):
            if begins:
                row, column = int(float(element.get("r") or row + 1)), 0
            elif name == "mergeCell":
                first, top, _, bottom = range_boundaries(element.get("ref", ""))
                if first and top and bottom and bottom > top:
                    merged.append((first, top, bottom))
            else:
                address = element.get("r")
                row, column = coordinate_to_tuple(address) if address else (row, column + 1)
                words, why = self._value(element)
                if why == _DATE and words:
                    dates.setdefault(row, {})[column] = date.fromisoformat(words)
                if words or why:
                    if row not in said:
                        self._measure.row()
                        said[row], odd[row] = {}, {}
                    self._measure.cell(column)
                    (odd if why else said)[row][column] = why or words
        self._spread(merged, said, odd, dates)
        return [
            Row(
                number,
                tuple(
                    said[number].get(index, "")
                    for index in range(1, max((*said[number], *odd[number])) + 1)
                ),
                sheet,
                {index - 1: why for index, why in odd[number].items()},
                {index - 1: day for index, day in dates.get(number, {}).items()},
            )
            for number in sorted(said)
        ]

    def _spread(
        self,
        merged: list[tuple[int, int, int]],
        said: dict[int, dict[int, str]],
        odd: dict[int, dict[int, str]],
        dates: dict[int, dict[int, date]],
    ) -> None:
        """Copy a merged cell's contents into each row that it covers."""
        rows = sorted(said)
        for column, top, bottom in merged:
            words, why = (kind.get(top, {}).get(column) for kind in (said, odd))
            day = dates.get(top, {}).get(column)
            if words or why:
                for row in rows[bisect_right(rows, top) : bisect_right(rows, bottom)]:
                    self._measure.cell(column)
                    for kind, value in ((said, words), (odd, why)):
                        kind[row].pop(column, None)
                        if value:
                            kind[row][column] = value
                    dates.setdefault(row, {}).pop(column, None)
                    if day is not None:
                        dates[row][column] = day

    def _elements(
        self, part: str, ended: Container[str], begun: Container[str] = ()
    ) -> Iterator[tuple[bool, str, Element]]:
        """Yield elements of a part by their names without a namespace; keep none of them in memory.

        Those in `begun` come at their start, with attributes only, and with True.
        """
        parents: list[Element] = []
        inside = 0
        with self._archive.open(part) as stream:
            # expat resolves no external entities, and stops exponential ones
            for event, element in iterparse(stream, events=("start", "end")):  # noqa: S314
                name = element.tag.rpartition("}")[2]
                if event == "start":
                    self._left -= 1
                    if not self._left:
                        raise TableError(
                            f"слишком велик для списка людей: в нём больше {_MOST_ELEMENTS} ячеек "
                            "вместе с пустыми"
                        )
                    if name in begun:
                        yield True, name, element
                    inside += name in ended
                    parents.append(element)
                    continue
                parents.pop()
                if name in ended:
                    inside -= 1
                    if not inside:
                        yield False, name, element
                if not inside and parents:
                    parents[-1].clear()

    def _value(self, element: Element) -> tuple[str, str]:
        """Return a cell's words, or what stands there in place of words; of a date, both."""
        kind = element.get("t", "n")
        if kind == "inlineStr":
            return clean("".join(_text(child) for child in element)), ""
        value = _child(element, "v")
        text = "" if value is None else value.text or ""
        if not text:
            # a formula may give an empty string, and has type str then
            is_unsaved = kind != "str" and _child(element, "f") is not None
            return "", _UNSAVED if is_unsaved else ""
        match kind:
            case "s":
                return clean(self._strings[int(text)]), ""
            case "str":
                return clean(unescape(text)), ""
            case "b":
                return "", "логическое значение " + ("ИСТИНА" if int(text) else "ЛОЖЬ")
            case "e":
                return "", f"ошибка {clean(text)}"
            case "d":
                return text[:10] if _ISO.match(text) else "", _DATE
            case _:
                return self._number(text, int(element.get("s", 0)))

    def _number(self, text: str, style: int) -> tuple[str, str]:
        shown_as = self._formats[style] if style < len(self._formats) else ""
        if is_date_format(shown_as):
            if is_datetime(shown_as) == "time":
                return "", "время"
            return _day(float(text)), _DATE
        number = float(text)
        # above that a spreadsheet itself loses digits
        if number.is_integer() and abs(number) < 10**15:
            return str(int(number)), ""
        return "", f"число {text.replace('.', ',')}"


def _day(number: float) -> str:
    """Return the day that a spreadsheet's number stands for, as ISO; "" if there is none."""
    try:
        day = from_excel(number)
    except (OverflowError, ValueError):
        return ""
    return day.date().isoformat() if isinstance(day, datetime) else ""


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if child.tag.rpartition("}")[2] == name), None)


def _attribute(element: Element, name: str) -> str:
    """Return an attribute of any namespace by its local name."""
    return next(
        (value for key, value in element.attrib.items() if re.fullmatch(rf"{{.*}}{name}", key)), ""
    )


def _text(element: Element) -> str:
    """Return the words of a string with formatted runs, without phonetic hints."""
    said = []
    for child in element:
        match child.tag.rpartition("}")[2]:
            case "t":
                said.append(child.text or "")
            case "r":
                said.append(_text(child))
            case _:
                pass
    return unescape("".join(said))
