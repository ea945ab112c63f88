"""What all tables share: names of constraints, column types that behave alike on SQLite and PostgreSQL."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar

import msgspec
from sqlalchemy import BigInteger, DateTime, Dialect, ForeignKey, Integer, MetaData, String, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment. SQLite keeps ISO text of fixed width, which sorts as time does; PostgreSQL timestamptz."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(32))
        return dialect.type_descriptor(DateTime(timezone=True))

    # Processors rather than `process_bind_param`: a call less for every value that goes in and out.
    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        return _moment_text if dialect.name == "sqlite" else _moment

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        return _moment_read if dialect.name == "sqlite" else _moment


def _moment(value: datetime | None) -> datetime | None:
    if value is None or value.tzinfo is UTC:
        return value
    if value.tzinfo is None:
        raise ValueError("A moment without a zone was about to be stored.")
    return value.astimezone(UTC)


def _moment_text(value: datetime | None) -> str | None:
    moment = _moment(value)
    return None if moment is None else f"{moment.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _moment_read(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


class Json(TypeDecorator[Any]):
    """JSON as text on both engines: it is for display and for whole documents, never filtered on (STACK.md, rule 5)."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:
        return _json_text

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], Any]:
        return _json_read


def _json_text(value: Any) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()


def _json_read(value: str | None) -> Any:
    return None if value is None else msgspec.json.decode(value)


def now_utc() -> datetime:
    return datetime.now(UTC)


def new_public_id() -> str:
    """A random id for anything reachable from an address by ordinary users."""
    return str(uuid.uuid4())


# SQLite gives its automatic row id only to a column of type INTEGER.
BigId = BigInteger().with_variant(Integer(), "sqlite")

# Sorted by code points on both engines, whatever the locale of the PostgreSQL server.
SortKey = Text().with_variant(Text(collation="C"), "postgresql")

Id = Annotated[int, mapped_column(BigId, primary_key=True, autoincrement=True)]


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment(),
        dict[str, Any]: Json(),
        list[Any]: Json(),
        str: Text(),
        int: BigId,
    }


def owned(target: str, **more: Any) -> Any:
    """A reference whose row goes when its owner goes."""
    return mapped_column(ForeignKey(target, ondelete="CASCADE"), **more)


def outlives(target: str, **more: Any) -> Any:
    """A reference that becomes null when the other row goes: history outlives titles and users."""
    return mapped_column(ForeignKey(target, ondelete="SET NULL"), nullable=True, **more)


def needs(target: str, **more: Any) -> Any:
    """A reference that forbids the removal of the other row."""
    return mapped_column(ForeignKey(target, ondelete="RESTRICT"), **more)


class Stamped:
    """Rows with a beginning and a last change. `created_at <= updated_at` is kept by `stamp` and by a check."""

    created_at: Mapped[datetime] = mapped_column(default=now_utc)
    updated_at: Mapped[datetime] = mapped_column(default=now_utc)
