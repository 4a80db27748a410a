"""The outbox: effects written in the transaction that caused them, until they are delivered.

A peer's effects are in *lanes*, each kept in order: messages, moderation, answers to presses, and
pictures to keep. A
pause in one lane does not hold up the others.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, delete, func, insert, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from rules.ids import MessageId
from storage.effects import Answer, Edit, Effect, Invite, Lane, Peer, Send, Unsend
from storage.faults import connected
from storage.kinds import read_effect, write
from storage.tables import from_ms, outbox, posted, to_ms
from storage.transactions import Transactions

_GREATEST_RANDOM_ID = 2**31 - 1

_PRIORITY = {Lane.MODERATION: 0, Lane.ANSWERS: 1, Lane.WORDS: 2, Lane.FILES: 3}


_HELD = outbox.alias()

_HOLDING = (
    select(_HELD.c.id)
    .where(
        _HELD.c.peer == outbox.c.peer,
        _HELD.c.lane == outbox.c.lane,
        _HELD.c.id < outbox.c.id,
        _HELD.c.not_before_ms > bindparam("now_ms"),
        or_(_HELD.c.put_off.is_(False), _HELD.c.attempts > 0),
    )
    .exists()
)

# made once: the courier asks after each event
_DUE = (
    select(outbox)
    .where(outbox.c.not_before_ms <= bindparam("now_ms"), ~_HOLDING)
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(bindparam("most", type_=Integer))
)

_NEXT_DUE = select(func.min(outbox.c.not_before_ms)).where(
    outbox.c.not_before_ms > bindparam("after_ms")
)

_FINISH = (
    delete(outbox)
    .where(outbox.c.id == bindparam("parcel"))
    .returning(outbox.c.peer, outbox.c.ref, outbox.c.kind)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """An effect to deliver. `random_id` is the same for every attempt.

    `due_at` is since when it may be delivered, `tried_at` when its first attempt failed (UTC).
    """

    id: int
    peer: Peer
    lane: Lane
    effect: Effect
    random_id: int
    created_at: datetime
    due_at: datetime
    tried_at: datetime | None
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A parcel that is done; `posted` is the message id assigned by the messenger, if any."""

    id: int
    posted: MessageId | None


async def put(connection: AsyncConnection, effects: Sequence[Effect], *, now: datetime) -> None:
    """Write effects into the outbox, in order, in the transaction that caused them.

    The Edits that an effect supersedes are deleted, also those written here before it.
    """
    rows: list[dict[str, Any]] = []
    superseded: set[tuple[Peer, str, bool]] = set()
    for effect in effects:
        not_before = effect.not_before if isinstance(effect, Send | Edit | Unsend) else None
        if edits := _superseded_by(effect):
            superseded |= edits
            rows = [
                row
                for row in rows
                if row["kind"] != Edit.stored_as
                or (row["peer"], row["ref"], row["put_off"]) not in edits
            ]
        rows.append(
            {
                "peer": _peer_of(effect),
                "lane": effect.lane.value,
                "priority": _PRIORITY[effect.lane],
                "kind": effect.stored_as,
                "ref": effect.ref if isinstance(effect, Send | Edit | Unsend) else None,
                "payload": write(effect),
                "random_id": secrets.randbelow(_GREATEST_RANDOM_ID) + 1,
                "created_ms": to_ms(now),
                "not_before_ms": to_ms(not_before or now),
                "due_ms": to_ms(not_before or now),
                "put_off": not_before is not None,
                "attempts": 0,
            }
        )
    if superseded:
        message = tuple_(outbox.c.peer, outbox.c.ref, outbox.c.put_off)
        await connection.execute(
            delete(outbox).where(
                # the index begins with the peer
                outbox.c.peer.in_({peer for peer, _, _ in superseded}),
                outbox.c.kind == Edit.stored_as,
                message.in_(sorted(superseded)),
            )
        )
    await connection.execute(insert(outbox), rows)


def _superseded_by(effect: Effect) -> set[tuple[Peer, str, bool]]:
    """Return the peer and ref of the Edits that an effect supersedes, and whether they are put off.

    Edits to show meanwhile stay; a delayed Edit of the old message must not reach the new one of
    the same ref.
    """
    match effect:
        case (
            Unsend(to=peer, ref=str(ref), not_before=None)
            | Edit(to=peer, ref=str(ref), not_before=None)
        ):
            return {(peer, ref, True), (peer, ref, False)}
        case Send(to=peer, ref=str(ref)) | Edit(to=peer, ref=str(ref)):
            return {(peer, ref, True)}
        case _:
            # until a delayed Unsend, the message can still be edited
            return set()


class Outbox:
    """The outbox as the courier uses it; each call is a transaction of its own.

    Each raises `storage.faults.TroubledError` if the database cannot do it.
    """

    def __init__(self, engine: AsyncEngine, transactions: Transactions) -> None:
        self._engine = engine
        self._transactions = transactions

    async def due(
        self,
        now: datetime,
        *,
        limit: int = 200,
        busy: Collection[tuple[int, Lane]] = (),
        full: Collection[Lane] = (),
    ) -> tuple[Parcel, ...]:
        """Return what may be delivered now: moderation first, messages last, each lane in order.

        A parcel that waits for a retry holds back those behind it in its lane; one delayed on
        purpose does not. `busy` lanes are left out, and so is every lane of a `full` kind.
        """
        query = _DUE
        if full:
            query = query.where(outbox.c.lane.not_in(sorted(full)))
        if keys := [(peer, lane.value) for peer, lane in sorted(busy) if lane not in full]:
            query = query.where(tuple_(outbox.c.peer, outbox.c.lane).not_in(keys))
        async with connected(self._engine) as connection:
            rows = (await connection.execute(query, {"now_ms": to_ms(now), "most": limit})).all()
        return tuple(_parcel(row) for row in rows)

    async def next_due(self, after: datetime) -> datetime | None:
        """Return the next moment after `after` (UTC) at which a parcel falls due, or None.

        What is due by then waits only for a busy lane, or for a parcel that falls due later.
        """
        async with connected(self._engine) as connection:
            first: int | None = (
                await connection.execute(_NEXT_DUE, {"after_ms": to_ms(after)})
            ).scalar()
        return from_ms(first)

    async def finish(self, parcels: Sequence[Finished]) -> None:
        """Delete delivered parcels, and store the ids under which their messages were posted."""
        async with self._transactions.brief() as connection:
            for parcel in parcels:
                row = (await connection.execute(_FINISH, {"parcel": parcel.id})).first()
                if row is None or row.ref is None:
                    continue
                if row.kind == Unsend.stored_as or parcel.posted is not None:
                    await connection.execute(delete(posted).filter_by(peer=row.peer, ref=row.ref))
                if parcel.posted is not None:
                    await connection.execute(
                        insert(posted).values(peer=row.peer, ref=row.ref, message_id=parcel.posted)
                    )

    async def postpone(self, parcel: int, until: datetime, *, now: datetime) -> None:
        """Count an attempt at `now`; the next is at `until` (both UTC) at the earliest."""
        async with self._transactions.brief() as connection:
            await connection.execute(
                update(outbox)
                .where(outbox.c.id == parcel)
                .values(
                    not_before_ms=to_ms(until),
                    tried_ms=func.coalesce(outbox.c.tried_ms, to_ms(now)),
                    attempts=outbox.c.attempts + 1,
                )
            )

    async def count(self) -> int:
        """Return the number of waiting parcels."""
        async with connected(self._engine) as connection:
            number = await connection.execute(select(func.count()).select_from(outbox))
            return int(number.scalar_one())


def _parcel(row: Any) -> Parcel:
    return Parcel(
        id=row.id,
        peer=row.peer,
        lane=Lane(row.lane),
        effect=read_effect(row.kind, row.payload),
        random_id=row.random_id,
        created_at=from_ms(row.created_ms),
        due_at=from_ms(row.created_ms if row.due_ms is None else row.due_ms),
        tried_at=from_ms(row.tried_ms),
        attempts=row.attempts,
    )


def _peer_of(effect: Effect) -> Peer:
    match effect:
        case Send() | Edit() | Unsend() | Invite() | Answer():
            return effect.to
        case _:
            return effect.chat
