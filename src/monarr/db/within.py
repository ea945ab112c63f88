"""Lists in conditions, as one parameter.

`column.in_(…)` gives each value a parameter of its own. The statement is then written out anew for every execution: for one
key that takes longer than finding its row, for a thousand names longer than answering it, and SQLite takes only some 32,000.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from sqlalchemy import BigInteger, ColumnElement, Dialect, Text, TypeDecorator, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType


class _Listed(TypeDecorator[Any]):
    """A list: an array on PostgreSQL, a JSON document on SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, *, of_numbers: bool) -> None:
        super().__init__()
        self.of_numbers = of_numbers

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(ARRAY(BigInteger() if self.of_numbers else Text()))

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        return _as_json if dialect.name == "sqlite" else list


class _Pair(TypeDecorator[Any]):
    """A list of pairs, as a JSON document."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        return _as_json


def _as_json(values: Iterable[Any]) -> str:
    return msgspec.json.encode(list(values)).decode()


class _Within(FunctionElement[Any]):
    type = NullType()  # as Boolean it would be compared with 1 on SQLite, past every index
    name = "within"
    inherit_cache = True


@compiles(_Within, "sqlite")
def _on_sqlite(element: _Within, compiler: SQLCompiler, **more: Any) -> str:
    column, given = (compiler.process(clause, **more) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({given}))"  # noqa: S608 - both are the compiler's own words


@compiles(_Within, "postgresql")
def _on_postgresql(element: _Within, compiler: SQLCompiler, **more: Any) -> str:
    column, given = (compiler.process(clause, **more) for clause in element.clauses)
    return f"{column} = ANY({given})"


class _Pairs(FunctionElement[Any]):
    type = NullType()
    name = "within_pairs"
    inherit_cache = True


@compiles(_Pairs, "sqlite")
def _pairs_on_sqlite(element: _Pairs, compiler: SQLCompiler, **more: Any) -> str:
    one, other, given = (compiler.process(clause, **more) for clause in element.clauses)
    listed = f"SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each({given})"  # noqa: S608
    return f"({one}, {other}) IN ({listed})"


@compiles(_Pairs, "postgresql")
def _pairs_on_postgresql(element: _Pairs, compiler: SQLCompiler, **more: Any) -> str:
    one, other, given = (compiler.process(clause, **more) for clause in element.clauses)
    pairs = f"json_array_elements(CAST({given} AS json)) AS listed(pair)"
    listed = f"SELECT CAST(pair->>0 AS bigint), CAST(pair->>1 AS bigint) FROM {pairs}"  # noqa: S608
    return f"({one}, {other}) IN ({listed})"


def within_pairs(one: ColumnElement[Any], other: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """The two columns together are one of the pairs of numbers that the statement gets as its parameter `name`."""
    return _Pairs(one, other, bindparam(name, type_=_Pair()))


def within(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """The column is one of the numbers or texts that the statement gets as its parameter `name`."""
    of_numbers = column.type.python_type is int
    return _Within(column, bindparam(name, type_=_Listed(of_numbers=of_numbers)))
