"""`bot roster import FILE` and `bot roster export FILE`."""

import re
import sys
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bot.roster.columns import Column, name_of
from bot.roster.reading import Listed, read_list, screen_names_in
from bot.roster.tables import read_table, write_table
from bot.settings import Settings
from bot.vk.client import TokenRejected, VkClient
from bot.vk.messenger import VkMessenger
from handlers.messenger import MessengerError
from rules.college import Roster, RosterChange, changes
from rules.ids import COLLEGE, MemberId
from rules.vocabulary.families import (
    FamilyLinked,
    FamilyUnlinked,
    RosterEntryRemoved,
    RosterEntrySet,
)
from rules.vocabulary.leavers import LeaverReturned
from storage.database import open_storage
from storage.engines import require_database

OK, FAILED = 0, 1

_FIFTH = 5
"""Removing more than one in so many people needs `--prune-many`."""

Ask = Callable[[], bool | None]
"""Asks whether to go on; None if nobody can be asked."""

AskNumber = Callable[[], int | None]
"""Asks for the number of people to be removed; None if nobody can be asked or none was given."""

Find = Callable[[Iterable[str]], Awaitable[dict[str, MemberId]]]
"""Returns the owners of pages by their screen names (casefolded), without those not found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """Options of an import.

    `prune` removes people whom the file does not name, once their number is typed or given in
    `removing`; more than a fifth of the list needs `prune_many`. With `strict` one bad line stops
    everything.
    """

    yes: bool = False
    prune: bool = False
    prune_many: bool = False
    removing: int | None = None
    strict: bool = False


async def import_list(
    url: str,
    version: str,
    file: Path,
    options: ImportOptions,
    ask: Ask | None = None,
    find: Find | None = None,
    ask_number: AskNumber | None = None,
) -> int:
    """Show what the file changes, and apply it once that is confirmed; return the exit status.

    `version` is the policy's; `find` looks up pages that the bot has not met. Raises
    `bot.roster.rows.RosterFileError` and `storage.faults.StorageError`.
    """
    rows = read_table(file)
    async with open_storage(url) as storage:
        async with storage.reading() as reading:
            known = await reading.roster()
            met = await reading.by_screen_name(screen_names_in(rows))
        listed = read_list(rows, known=known.entries, screen_names=met)
        if listed.unknown and find is not None:
            met |= await find(sorted(listed.unknown))
            listed = read_list(rows, known=known.entries, screen_names=met)
        skipped = bool(listed.bad or listed.left_out)
        prune = options.prune and not skipped
        planned = changes(known, listed.entries.values(), listed.links, prune=prune)
        if planned or skipped:
            _tell_columns(listed)
        _tell_skipped(listed)
        if skipped and options.strict:
            _say("Ничего не изменено: исправьте файл или запустите без --strict.")
            return FAILED
        if prune is not options.prune:
            _say("Пока прочитано не всё, никто не удаляется (--prune не действует).")
        if not planned:
            _say(
                f"Изменений нет, но прочитано не всё ({_amount(listed)})."
                if skipped
                else "Изменений нет."
            )
            return OK
        _tell(planned, known, Roster(entries=listed.entries, links=frozenset(listed.links)))
        removed = sum(isinstance(change, RosterEntryRemoved) for change in planned)
        if removed and not _removal_agreed(removed, known, options, ask_number or _ask_number):
            return FAILED
        if not removed and not options.yes and not _agreed(ask or _ask):
            return FAILED
        async with storage.work() as work:
            now = changes(await work.roster(), listed.entries.values(), listed.links, prune=prune)
            if now != planned:
                _say("Тем временем список изменился: запустите команду ещё раз.")
                return FAILED
            await work.record(COLLEGE, planned, now=datetime.now(UTC), policy_version=version)
    _say(
        f"Записано, но не всё ({_amount(listed)}). Исправьте это и запустите команду ещё раз."
        if skipped
        else "Готово."
    )
    return OK


async def export_list(url: str, file: Path) -> int:
    """Write the list into a file that can be imported again; return the exit status.

    Raises `bot.roster.rows.RosterFileError`, and `storage.faults.StorageError`, also if there is no
    database.
    """
    await require_database(url)
    async with open_storage(url) as storage, storage.reading() as reading:
        rows = rows_of(await reading.roster())
    write_table(file, rows)
    _say(f"Список сохранён: {file}, людей: {len(rows) - 1}.")
    return OK


def _agreed(ask: Ask) -> bool:
    answer = ask()
    if answer is None:
        _say("Ничего не изменено: запустите в терминале и ответьте «да» или добавьте --yes.")
    elif not answer:
        _say("Ничего не изменено.")
    return bool(answer)


def _removal_agreed(removed: int, known: Roster, options: ImportOptions, ask: AskNumber) -> bool:
    """Ask for the number of people to be removed: it has to be typed, not just confirmed."""
    of = len(known.entries.keys() - known.left)
    if removed * _FIFTH > of and not options.prune_many:
        _say(
            f"Ничего не изменено: из списка уйдёт {removed} из {of}, больше пятой части. Тот ли "
            "это файл и весь ли он? Если да, добавьте --prune-many."
        )
        return False
    number = ask() if options.removing is None else options.removing
    if number is None:
        _say(
            "Ничего не изменено: запустите в терминале и введите число удаляемых или добавьте "
            "--removing с этим числом."
        )
    elif number != removed:
        _say(f"Ничего не изменено: удаляемых {removed}, а не {number}.")
    return number == removed


def _ask() -> bool | None:
    answer = _answer("Применить? [д/н] ")
    return None if answer is None else answer.casefold() in {"д", "да", "y", "yes"}


def _ask_number() -> int | None:
    answer = _answer("Чтобы применить всё это, введите число удаляемых: ")
    return int(answer) if answer is not None and re.fullmatch(r"\d{1,9}", answer) else None


def _answer(question: str) -> str | None:
    if not sys.stdin.isatty():
        return None
    sys.stdout.write(question)
    sys.stdout.flush()
    return sys.stdin.readline().strip()


def _tell_columns(listed: Listed) -> None:
    for head, *lines in listed.columns.values():
        _say(f"Что в столбцах ({head}):")
        for line in lines:
            _say(f"  {line}")


def _tell_skipped(listed: Listed) -> None:
    for sheet, why in listed.left_out.items():
        _say(f"Лист «{sheet}» пропущен: {why[:1].lower()}{why[1:]}.")
    if listed.bad:
        _say(f"Ошибки, это не принято ({len(listed.bad)}):")
        for bad in listed.bad:
            # in a workbook the reason begins with the cell's address
            _say(f"  ! строка {bad.number}{', ' if bad.sheet else ': '}{bad.why}")


def _amount(listed: Listed) -> str:
    """Word how much was not imported."""
    amounts = (("ошибок", len(listed.bad)), ("пропущено листов", len(listed.left_out)))
    return ", ".join(f"{what}: {count}" for what, count in amounts if count)


def _tell(planned: Sequence[RosterChange], known: Roster, listed: Roster) -> None:
    names = {member: entry.name for member, entry in {**known.entries, **listed.entries}.items()}

    def called(member: MemberId) -> str:
        return f"{names[member]}, id{member}" if member in names else f"id{member}"

    sections: dict[str, list[str]] = {
        title: []
        for title in ("Новые", "Изменённые", "Снова в колледже", "Родители и дети", "Удаляемые")
    }
    for change in planned:
        match change:
            case RosterEntrySet(member=member) if member in known.entries:
                sections["Изменённые"].append(f"~ {_difference(change, known)}")
            case RosterEntrySet(member=member):
                who = ", ".join(part for part in (name_of(change.role), change.group) if part)
                sections["Новые"].append(f"+ {called(member)}, {who}")
            case LeaverReturned(member=member):
                sections["Снова в колледже"].append(f"+ {called(member)}")
            case FamilyLinked(member=parent, child=child):
                sections["Родители и дети"].append(f"+ {called(parent)} — {called(child)}")
            case FamilyUnlinked(member=parent, child=child):
                sections["Родители и дети"].append(f"- {called(parent)} — {called(child)}")
            case RosterEntryRemoved(member=member):
                sections["Удаляемые"].append(f"- {called(member)}")
    for title, lines in sections.items():
        if lines:
            _say(f"{title} ({len(lines)}):")
            for line in lines:
                _say(f"  {line}")


def _difference(change: RosterEntrySet, known: Roster) -> str:
    old = known.entries[change.member]
    parts = [
        f"{what}: {before or '—'} → {after or '—'}"
        for what, before, after in (
            ("ФИО", old.name, change.name),
            ("роль", name_of(old.role), name_of(change.role)),
            ("группа", old.group, change.group),
            ("несовершеннолетний до", _day(old.minor_until), _day(change.minor_until)),
        )
        if before != after
    ]
    return f"{old.name}, id{change.member}: {'; '.join(parts)}"


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%d.%m.%Y}"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def rows_of(roster: Roster) -> list[list[str]]:
    """Return the list with its header, without people who have left."""
    rows = [[column.value for column in Column]]
    for member, entry in sorted(
        roster.entries.items(), key=lambda item: (item[1].group, item[1].name, item[0])
    ):
        if member not in roster.left:
            rows.append(
                [
                    entry.name,
                    _page(member),
                    name_of(entry.role),
                    entry.group,
                    ", ".join(_page(child) for child in _children(roster, member)),
                    _day(entry.minor_until),
                ]
            )
    return rows


def _children(roster: Roster, parent: MemberId) -> list[MemberId]:
    return sorted(
        link.child
        for link in roster.links
        if link.parent == parent and link.child not in roster.left
    )


def _page(member: MemberId) -> str:
    return f"https://vk.com/id{member}"


async def find_pages(settings: Settings, names: Iterable[str]) -> dict[str, MemberId]:
    """Return the owners of screen names (a community's id is negative), if VK knows them."""
    found: dict[str, MemberId] = {}
    token = settings.vk_token.get_secret_value()
    async with VkClient.open(url=settings.vk_api_url, token=token) as client:
        messenger = VkMessenger(client)
        for name in names:
            try:
                member = await messenger.resolve(name)
            except (MessengerError, TokenRejected):
                sys.stdout.write(
                    "ВКонтакте не отвечает: страницы с именами вместо номеров не найти.\n"
                )
                break
            if member is not None:
                found[name] = member
    return found
