"""What all tables share: names of constraints, column types that behave alike on SQLite and PostgreSQL."""

from __future__ import annotations

import uuid
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

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a zone was about to be stored.")
        value = value.astimezone(UTC)
        if dialect.name == "sqlite":
            return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        return value.astimezone(UTC)  # type: ignore[no-any-return]


class Json(TypeDecorator[Any]):
    """JSON as text on both engines: it is for display and for whole documents, never filtered on (STACK.md, rule 5)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
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
