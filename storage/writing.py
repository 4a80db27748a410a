"""`Work`: writing to the database in one unit of work."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from rules.conduct import Conduct
from rules.duty import Duty
from rules.ids import (
    ChatId,
    FileId,
    HeldNumber,
    MemberId,
    MessageId,
    SignalNumber,
    SpreadNumber,
    SuspicionNumber,
)
from rules.vocabulary.brakes import Held
from rules.vocabulary.complaints import Complaint, Outcome
from rules.vocabulary.signals import Signal
from rules.vocabulary.spread import Place
from rules.vocabulary.unions import Fact
from storage import postgresql
from storage.effects import Effect, KeepPicture, Peer
from storage.journal import record
from storage.kinds import write_detections
from storage.outbox import put
from storage.queries import upsert
from storage.reading import Reading
from storage.records import Chat, Member, Notice, Person, Sighting
from storage.subjects.acquaintance import CONDUCT, policies
from storage.subjects.brakes import held, write_measures
from storage.subjects.complaints import complainants
from storage.subjects.duty import duties
from storage.subjects.pictures import ending, pictures
from storage.subjects.signals import signals
from storage.subjects.spread import spread_places, spreads
from storage.tables import (
    chats,
    dialogues,
    evidence,
    files,
    members,
    notices,
    people,
    posted,
    to_ms,
)


class Work(Reading):
    """One unit of work: everything that it writes is stored, or nothing is."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection)
        self.has_posted = False
        self.has_timed = False
        self.recorded_in: set[ChatId] = set()

    async def record(
        self, chat: ChatId, facts: Sequence[Fact], *, now: datetime, policy_version: str
    ) -> None:
        """Append facts to a chat's journal, in order, and bring the tables up to date."""
        if facts:
            self.recorded_in.add(chat)
            self.has_timed = self.has_timed or any(fact.wakes_timers for fact in facts)
            if postgresql.is_of(self.connection):
                # the chain is one, so no other process may append to it meanwhile
                await postgresql.hold_also(self.connection, chat)
            self.kept.drop(
                await record(self.connection, chat, facts, now=now, policy_version=policy_version)
            )

    async def post(self, effects: Sequence[Effect], *, now: datetime) -> None:
        """Put effects into the outbox, in order."""
        if effects:
            self.has_posted = True
            await put(self.connection, effects, now=now)

    async def put_chat(self, chat: Chat) -> None:
        """Store what is known of a chat now."""
        await self._put(
            chats,
            {"chat_id": chat.chat},
            title=chat.title,
            state=chat.state.value,
            enforcement=chat.enforcement.value,
            explained_ms=to_ms(chat.explained_at),
            introduced_ms=to_ms(chat.introduced_at),
            members_ms=to_ms(chat.members_at),
            checked_ms=to_ms(chat.checked_at),
            locale=chat.locale,
            zone=chat.zone,
        )

    async def put_members(
        self,
        chat: ChatId,
        present: Sequence[Member],
        now: datetime,
        *,
        known: Sequence[Member] | None = None,
    ) -> None:
        """Store who is in a chat; members missing from `present` left at `now`.

        `known` are the members, also past ones, as stored when the messenger was asked. Those who
        came or went since keep their newer state. None: nobody did.
        """
        before = {member.member: member for member in await self.members(chat, present=False)}
        then = before if known is None else {member.member: member for member in known}
        moved = {
            member
            for member, now_known in before.items()
            if _way(now_known) != _way(then.get(member))
        }
        staying = moved | {member.member for member in present}
        for listed in present:
            member = _with_message(listed, before.get(listed.member))
            if member.member not in moved and before.get(member.member) != member:
                await self._put_member(member)
        for member in before.values():
            if member.left_at is None and member.member not in staying:
                await self.drop_member(chat, member.member, now)

    async def add_member(
        self,
        chat: ChatId,
        member: MemberId,
        joined_at: datetime,
        joined_message: MessageId | None = None,
    ) -> None:
        """Store that a person joined a chat, not as a moderator; `joined_message` told of it."""
        await self._put_member(
            Member(
                chat=chat,
                member=member,
                is_moderator=False,
                joined_at=joined_at,
                left_at=None,
                joined_message=joined_message,
            )
        )

    async def _put_member(self, member: Member) -> None:
        await self._put(
            members,
            {"chat_id": member.chat, "member_id": member.member},
            is_moderator=member.is_moderator,
            joined_ms=to_ms(member.joined_at),
            left_ms=to_ms(member.left_at),
            joined_message=member.joined_message,
        )

    async def drop_member(self, chat: ChatId, member: MemberId, left_at: datetime) -> None:
        """Store that a person left a chat."""
        await self.connection.execute(
            update(members)
            .where(members.c.chat_id == chat, members.c.member_id == member)
            .values(is_moderator=False, left_ms=to_ms(left_at))
        )
        self.kept.drop({members})

    async def put_people(self, known: Sequence[Person]) -> None:
        """Store people's names; whether they accept private messages stays as known."""
        before = await self.people(person.member for person in known)
        # in a fixed order: people are in several chats, and deadlocks have to be avoided
        for person in sorted(known, key=lambda person: person.member):
            old = before.get(person.member)
            private = person.private if person.private is not None or old is None else old.private
            if old is None or (old.names, old.screen_name, old.private) != (
                person.names,
                person.screen_name,
                private,
            ):
                await self._put(
                    people,
                    {"member_id": person.member},
                    **asdict(person.names),
                    screen_name=person.screen_name,
                    private=private,
                )

    async def allow_private(self, member: MemberId, *, allowed: bool) -> None:
        """Store whether a person accepts private messages, if the person is known."""
        await self.connection.execute(
            update(people).where(people.c.member_id == member).values(private=allowed)
        )
        self.kept.drop({people})

    async def put_notice(self, notice: Notice) -> None:
        """Store data about a message of the bot."""
        await self._put(
            notices,
            {"peer": notice.peer, "ref": notice.ref},
            kind=notice.kind,
            at_ms=to_ms(notice.at),
            data=json.dumps(notice.data, ensure_ascii=False),
        )

    async def drop_notice(self, peer: Peer, ref: str) -> None:
        """Delete the data about a message of the bot."""
        await self.connection.execute(delete(notices).filter_by(peer=peer, ref=ref))

    async def rename_posted(self, peer: Peer, ref: str, new: str) -> None:
        """Give one of the bot's messages another ref; nothing waiting for the old one finds it."""
        where = and_(posted.c.peer == peer, posted.c.ref == ref)
        await self.connection.execute(update(posted).where(where).values(ref=new))

    async def put_evidence(
        self, chat: ChatId, message: MessageId, member: MemberId, text: str, *, now: datetime
    ) -> None:
        """Store the text of a message that a measure rests on, for deciding an appeal."""
        if text.strip():
            await self._put(
                evidence,
                {"chat_id": chat, "message_id": message},
                member_id=member,
                text=text,
                at_ms=to_ms(now),
            )

    async def put_picture(
        self, effect: KeepPicture, member: MemberId, reference: str, *, now: datetime
    ) -> None:
        """Store that a picture of a person's message is to be kept, before it is downloaded."""
        await self._put(
            pictures,
            {"chat_id": effect.chat, "message_id": effect.message, "place": effect.place},
            member_id=member,
            reference=reference,
            at_ms=to_ms(now),
        )

    async def fill_picture(self, effect: KeepPicture, content: bytes) -> None:
        """Store the content of a picture, unless its term has ended meanwhile."""
        await self.connection.execute(
            update(pictures)
            .where(
                pictures.c.chat_id == effect.chat,
                pictures.c.message_id == effect.message,
                pictures.c.place == effect.place,
            )
            .values(content=content)
        )

    async def copy_pictures(
        self, chat: ChatId, messages: Collection[MessageId], *, now: datetime
    ) -> tuple[FileId, ...]:
        """Copy the kept pictures of messages into files to send, in order of message and place."""
        rows = await self.connection.execute(
            select(pictures)
            .where(pictures.c.chat_id == chat, pictures.c.message_id.in_(sorted(messages)))
            .order_by(pictures.c.message_id, pictures.c.place)
        )
        return tuple(
            [
                await self.put_file(
                    f"{row.message_id}-{row.place + 1}.{ending(row.content or b'')}",
                    row.content or b"",
                    reference=row.reference,
                    now=now,
                )
                for row in rows
            ]
        )

    async def put_sighting(
        self, chat: ChatId, message: MessageId, member: MemberId, sighting: Sighting, now: datetime
    ) -> None:
        """Store what a message says and what detectors found in it, for its card."""
        await self._put(
            evidence,
            {"chat_id": chat, "message_id": message},
            member_id=member,
            text=sighting.text,
            found=write_detections(sighting.detections),
            answers=sighting.answers,
            at_ms=to_ms(now),
        )

    async def put_complaint(self, complaint: Complaint, suspicion: SuspicionNumber | None) -> None:
        """Store who complained of a message, and the card with it."""
        await self.connection.execute(
            insert(complainants).values(
                chat_id=complaint.chat,
                message_id=complaint.message,
                by_id=complaint.by,
                member_id=complaint.member,
                suspicion=suspicion,
                at_ms=to_ms(complaint.at),
                rank=complaint.rank.value,
                for_administrators=complaint.for_administrators,
                outcome=None if complaint.outcome is None else complaint.outcome.value,
            )
        )
        self.kept.drop({complainants})

    async def answer_complaints(self, chat: ChatId, message: MessageId, outcome: Outcome) -> None:
        """Store the answer to the complaints of a message that have none yet."""
        await self.connection.execute(
            update(complainants)
            .where(
                complainants.c.chat_id == chat,
                complainants.c.message_id == message,
                complainants.c.outcome.is_(None),
            )
            .values(outcome=outcome.value)
        )
        self.kept.drop({complainants})

    async def put_signal(self, signal: Signal, next_at: datetime | None) -> SignalNumber:
        """Store a call for help, and when the next people are told of it; return its number."""
        added = await self.connection.execute(
            insert(signals)
            .values(
                chat_id=signal.chat,
                by_id=signal.by,
                concern=signal.concern.value,
                door=signal.door.value,
                text=signal.text,
                at_ms=to_ms(signal.at),
                stage=signal.stage.value,
                holder_id=signal.holder,
                outcome=None,
                note=signal.note,
                next_ms=to_ms(next_at),
                message_id=signal.message,
                near=signal.near,
            )
            .returning(signals.c.id)
        )
        self.kept.drop({signals})
        return SignalNumber(added.scalar_one())

    async def change_signal(self, signal: Signal, next_at: datetime | None) -> None:
        """Store what a signal has become, and when the next people are told of it."""
        await self.connection.execute(
            update(signals)
            .where(signals.c.id == signal.number)
            .values(
                text=signal.text,
                stage=signal.stage.value,
                holder_id=signal.holder,
                outcome=None if signal.outcome is None else signal.outcome.value,
                note=signal.note,
                next_ms=to_ms(next_at),
            )
        )
        self.kept.drop({signals})

    async def put_spread(
        self, member: MemberId, digest: str, *, text: str, by_link: bool, now: datetime
    ) -> SpreadNumber:
        """Store that a member said one text in several chats; return its number."""
        added = await self.connection.execute(
            insert(spreads)
            .values(member_id=member, digest=digest, by_link=by_link, text=text, at_ms=to_ms(now))
            .returning(spreads.c.id)
        )
        return SpreadNumber(added.scalar_one())

    async def put_places(self, number: SpreadNumber, places: Iterable[Place]) -> None:
        """Store where a text was said, also."""
        for each in places:
            await self._put(
                spread_places,
                {"spread": number, "chat_id": each.chat, "message_id": each.message},
                posted_ms=to_ms(each.posted_at),
            )

    async def leave_spread(self, number: SpreadNumber, chat: ChatId, by: MemberId) -> None:
        """Store who found nothing wrong with a text in a chat."""
        where = and_(spread_places.c.spread == number, spread_places.c.chat_id == chat)
        await self.connection.execute(update(spread_places).where(where).values(left_by=by))

    async def put_duty(self, duty: Duty) -> None:
        """Store how a moderator hears of work."""
        quiet = duty.quiet
        await self._put(
            duties,
            {"member_id": duty.member},
            how=duty.how.value,
            quiet=None if quiet is None else f"{quiet.begins:%H:%M}-{quiet.ends:%H:%M}",
            morning=f"{duty.morning:%H:%M}",
            listed_ms=to_ms(duty.listed_at),
            substitute_id=duty.substitute,
            until_ms=to_ms(duty.until),
        )

    async def put_held(self, waits: Held) -> None:
        """Store an act that waits for a second person; its number is not read."""
        await self.connection.execute(
            insert(held).values(
                chat_id=waits.chat,
                member_id=waits.member,
                by_id=waits.by,
                measures=write_measures(waits.measures),
                at_ms=to_ms(waits.at),
                confirmed_by=None,
            )
        )
        self.kept.drop({held})

    async def confirm_held(self, numbers: Iterable[HeldNumber], by: MemberId) -> None:
        """Store who confirmed acts: they are due."""
        which = held.c.id.in_(sorted(numbers))
        await self.connection.execute(update(held).where(which).values(confirmed_by=by))
        self.kept.drop({held})

    async def take_held(self, numbers: Iterable[HeldNumber]) -> int:
        """Delete acts that waited; return how many of them were still there."""
        gone = await self.connection.execute(delete(held).where(held.c.id.in_(sorted(numbers))))
        self.kept.drop({held})
        return gone.rowcount

    async def put_file(
        self, name: str, content: bytes, *, now: datetime, reference: str = ""
    ) -> FileId:
        """Store a file until it is sent; return its id for a `Send`.

        `reference`: the messenger's name of what it has already, sent if `content` is empty.
        """
        row = insert(files).values(
            name=name, content=content, reference=reference, at_ms=to_ms(now)
        )
        added = await self.connection.execute(row.returning(files.c.id))
        return FileId(added.scalar_one())

    async def drop_files(self, numbers: Sequence[FileId]) -> None:
        """Delete files that were sent."""
        await self.connection.execute(delete(files).where(files.c.id.in_(numbers)))

    async def put_dialogue(
        self, member: MemberId, kind: str, data: dict[str, Any], *, now: datetime, ends_at: datetime
    ) -> None:
        """Store what a person's next private message is about, until `ends_at` (UTC)."""
        await self._put(
            dialogues,
            {"member_id": member},
            kind=kind,
            data=json.dumps(data, ensure_ascii=False),
            at_ms=to_ms(now),
            ends_ms=to_ms(ends_at),
        )

    async def drop_dialogue(self, member: MemberId) -> None:
        """End a person's dialogue."""
        await self.connection.execute(delete(dialogues).where(dialogues.c.member_id == member))

    async def put_policy(self, version: str, conduct: Conduct, *, now: datetime) -> None:
        """Store the rules of this version, and since when they hold."""
        await self._put(
            policies,
            {"version": version},
            conduct=CONDUCT.dump_json(conduct).decode(),
            since_ms=to_ms(now),
        )

    async def _put(self, table: Table, key: dict[str, Any], **values: Any) -> None:
        await self.connection.execute(upsert(self.connection, table, key, values))
        self.kept.drop({table})


def _way(member: Member | None) -> tuple[datetime, datetime | None] | None:
    return None if member is None else (member.joined_at, member.left_at)


def _with_message(listed: Member, before: Member | None) -> Member:
    """Keep the message that told of this joining, which the messenger's list lacks."""
    if before is None or _way(before) != _way(listed):
        return listed
    return replace(listed, joined_message=before.joined_message)
