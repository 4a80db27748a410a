"""XLSX files as colleges have them, and malicious ones."""

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Cells = tuple[object, ...]


def save(file: Path, sheets: Mapping[str, list[Cells]], *merged: str) -> Path:
    """Write sheets of typed cells; `merged` are ranges of the first one."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        assert isinstance(sheet, Worksheet)
        for row in rows:
            sheet.append(list(row))
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    book.save(file)
    return file


def patch(file: Path, part: str, change: Callable[[str], str]) -> Path:
    """Change the text of one part of a workbook."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = change(parts[part].decode())
    assert changed != parts[part].decode()
    parts[part] = changed.encode()
    _write(file, parts)
    return file


def _write(file: Path, parts: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


RELATIONS, STRINGS = "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
FIRST_SHEET = "xl/worksheets/sheet1.xml"


def with_dimension(file: Path, cells: str) -> Path:
    """Let the first sheet declare that dimension."""
    return patch(
        file,
        FIRST_SHEET,
        lambda xml: re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="{cells}"', xml),
    )


def with_rows(file: Path, rows: str) -> Path:
    """Replace the rows of the first sheet."""
    return patch(
        file,
        FIRST_SHEET,
        lambda xml: re.sub("<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>", xml),
    )


def with_shared_strings(file: Path, more: str = "") -> Path:
    """Move the words of the first sheet into a part of their own, as Excel does and openpyxl does
    not.

    Each is there in two runs of formatting, with a phonetic hint, after `more`.
    """
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kept: list[str] = []

    def share(found: re.Match[str]) -> str:
        kept.append(found[2])
        return f'<c r="{found[1]}" t="s"><v>{len(kept) - 1 + more.count("<si")}</v></c>'

    cell = r'<c r="(\w+)" t="inlineStr"><is><t>([^<]*)</t></is></c>'
    parts[FIRST_SHEET] = re.sub(cell, share, parts[FIRST_SHEET].decode()).encode()
    assert kept
    strings = "".join(
        f'<si><r><t xml:space="preserve">{said[:1]}</t></r><r><rPr><b/></rPr><t>{said[1:]}</t></r>'
        "<rPh sb='0' eb='1'><t>как звучит</t></rPh></si>"
        for said in kept
    )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts[STRINGS] = f'<sst xmlns="{space}">{more}{strings}</sst>'.encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="sharedStrings.xml"/>'
    parts[RELATIONS] = re.sub("(?=</Relationships>)", relation, parts[RELATIONS].decode()).encode()
    _write(file, parts)
    return file
