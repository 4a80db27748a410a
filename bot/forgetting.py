"""`bot forget ID`: erase a person's data on request; report what stays, and why.

Older copies of the database still hold the erased data: their keeper destroys them, or keeps them
no longer than the policy's terms.
"""

import re
import sys
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.clock import open_clock
from bot.policy.file import policy_in_force
from bot.settings import Settings
from bot.vk.updates import blank
from locales.texts import Catalogues, Texts
from rules.clauses import Clause
from rules.ids import MemberId
from rules.policy import Policy
from storage.database import open_storage
from storage.engines import require_database
from storage.faults import DatabaseTrouble, TroubledError
from storage.forgetting import Forgetting, Forgotten, Stays, forget

_ID = re.compile(r"(?:.*[/@])?(?:id)?([1-9]\d{0,14})")
"""A page's number, alone or at the end of its address: 123, id123, vk.com/id123."""

_PATIENCE = 30.0
"""Seconds to wait for other readers of the database."""

_WHY_NOT_WIPED = {
    DatabaseTrouble.BUSY: "их читает или пишет другая программа (копирование, проверка, отчёт)",
    DatabaseTrouble.FULL: "на диске мало места, а нужно ещё два размера базы",
}


class _OnlyLookedError(Exception):
    """Rolls back the erasure after a preview."""


def read_id(typed: str) -> MemberId | None:
    """Parse the person's id; None if the text is no page's number."""
    found = _ID.fullmatch(typed.strip())
    return None if found is None else MemberId(int(found[1]))


async def forget_person(settings: Settings, typed: str, *, agreed: bool) -> int:
    """Erase a person's data or, unless `agreed`, only show what; return the exit status.

    Raises `storage.faults.StorageError`, also if there is no database.
    """
    member = read_id(typed)
    if member is None:
        sys.stderr.write(
            f"«{typed}» — не номер страницы: нужен номер вида 123 или адрес вида vk.com/id123\n"
        )
        return 2
    policy = policy_in_force(settings.policy_file, settings.locale)
    await require_database(settings.database_url)
    async with (
        open_clock(settings.sandbox_clock_url) as clock,
        open_storage(settings.database_url) as storage,
    ):
        texts = Catalogues.load().texts("ru")
        how = Forgetting(
            policy=policy, zone=settings.zone, now=clock.now(), instead=texts.gettext("a member")
        )
        found: Forgotten | None = None
        try:
            async with storage.work() as work:
                found = await forget(work, member, how, blank=blank)
                if not agreed:
                    raise _OnlyLookedError
        except _OnlyLookedError:
            pass
        # an earlier run may have erased without wiping the files
        trouble = await storage.wipe(rewrite=True, patience=_PATIENCE) if agreed else None
    assert found is not None  # noqa: S101 -- any other exception leaves this function
    words = _Words(texts, settings.zone, policy)
    sys.stdout.write("\n".join(words.lines(member, found, done=agreed)) + "\n")
    if trouble is not None:
        sys.stderr.write(
            "✗ Из файлов базы стёртое ещё не исчезло: "
            f"{_WHY_NOT_WIPED.get(trouble, TroubledError(trouble))}. Повторите команду: "
            f"bot forget {member} --yes\n"
        )
        return 1
    return 0


class _Words:
    """The report for the administrator, in Russian like everything on the command line."""

    def __init__(self, texts: Texts, zone: ZoneInfo, policy: Policy) -> None:
        self._texts = texts
        self._zone = zone
        self._policy = policy

    def lines(self, member: MemberId, found: Forgotten, *, done: bool) -> Iterator[str]:
        if not found.was_known:
            yield f"О человеке id{member} ничего не хранится."
            return
        yield (
            f"{'✓ Стёрто' if done else 'Будет стёрто'}: данные id{member} в записях журнала "
            f"({found.entries}), тексты сообщений, то, о чём он сообщал модераторам, неоконченные "
            "разговоры с ботом, то, что о человеке ещё не отправлено, и сведения о беседах, из "
            "которых он вышел."
        )
        if found.stays:
            yield "Останется и почему:" if not done else "Осталось и почему:"
            for stays in found.stays:
                yield from self._stays(stays)
        if found.named:
            yield "• имя и адрес страницы: пока человек есть в беседе или в записях выше"
        yield from self._elsewhere(found)
        if done and (found.stays or found.named):
            yield (
                "Просьба записана: что осталось, бот сотрёт сам в течение часа после того, как оно "
                "станет не нужно. Повторять команду незачем."
            )
        if done:
            yield f"Квитанция для человека: {found.code}. В журнале колледжа он не назван."
            yield "В копиях базы, сделанных раньше, стёртое есть: уничтожьте их."
        else:
            yield "Ничего пока не стёрто. Чтобы стереть, повторите команду с --yes."

    def _elsewhere(self, found: Forgotten) -> Iterator[str]:
        """Yield lines about data that stays in other people's records."""
        if found.parcels:
            yield (
                f"• сообщения о человеке, которые ещё не отправлены: {found.parcels}: они о том, "
                "что выше; исчезнут, как только уйдут"
            )
        if found.talks:
            yield (
                f"• начатые разговоры других людей с ботом об этом: {found.talks}: исчезнут, когда "
                "закончатся"
            )
        if found.quoted:
            days = self._policy.keeping.texts.days
            yield (
                f"• сообщения других людей, где человек назван: {found.quoted}: на них держатся "
                f"меры к их авторам; сотрутся через {days} дн. после отправки (п. {Clause.GROUNDS})"
            )

    def _stays(self, stays: Stays) -> Iterator[str]:
        where = f"«{stays.title}»" if stays.title else "журнал колледжа"
        if stays.present:
            yield f"• {where}: участие и действующее ознакомление: человек сейчас в беседе"
        if stays.blocked_until is not None:
            ends = self._at(stays.blocked_until)
            yield f"• {where}: действующая блокировка до {ends} и её основания (п. {Clause.BLOCK})"
        if stays.appeals:
            numbers = self._texts.listed(str(number) for number in stays.appeals)
            yield (
                f"• {where}: жалоба № {numbers} ждёт решения: слова человека, его сообщение и "
                f"то, на что он жалуется, нужны тому, кто решает (п. {Clause.CONFLICTS})"
            )
        if stays.vote_until is not None:
            ends = self._at(stays.vote_until)
            yield f"• {where}: извинения на голосовании до {ends} (п. {Clause.FORGIVENESS})"
        if stays.doubted_until is not None:
            yield (
                f"• {where}: только читает до {self._at(stays.doubted_until)}: страницу, возможно, "
                f"взломали (п. {Clause.MODERATION})"
            )
        if stays.counting and stays.counting_until is not None:
            numbers = self._texts.listed(str(number) for number in stays.counting)
            yield (
                f"• {where}: нарушения № {numbers}: учитываются до "
                f"{self._at(stays.counting_until)} (п. {Clause.BLOCK})"
            )
        if stays.listed:
            yield (
                f"• {where}: список колледжа и семья: их ведёт колледж (bot roster, /семья), "
                f"без них не исключить выбывших (п. {Clause.LEAVERS})"
            )
        if stays.leaving:
            yield (
                f"• {where}: исключение, которое ещё не завершено (п. {Clause.LEAVERS}, "
                f"{Clause.GROUNDS})"
            )
        if stays.ballots:
            yield f"• {where}: голос в голосовании, которое ещё идёт (п. {Clause.FORGIVENESS})"
        if stays.appointed:
            yield f"• {where}: назначение модератором: пока его не отменят (/модератор)"
        if stays.own > stays.lasting:
            days = self._policy.keeping.journal.days
            yield (
                f"• {where}: действия модератора, записей: {stays.own - stays.lasting}: на них "
                "держатся меры к другим; имя и пояснения сотрутся через "
                f"{days} дн. после записи (п. {Clause.GROUNDS})"
            )
        if stays.lasting:
            yield (
                f"• {where}: настройки беседы и её список слов, записей: {stays.lasting}: видно, "
                f"кто за них отвечает (п. {Clause.MODERATION})"
            )

    def _at(self, moment: datetime) -> str:
        return self._texts.dated(moment, self._zone)
