"""Accounts, roles, sessions, keys, and the audit log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from monarr.db.models.base import Base, Id, Stamped, new_public_id, outlives, owned


class User(Stamped, Base):
    """An account. `username` and `email` are kept in lower case, so that uniqueness ignores case; `password_hash` is
    Argon2id, null for accounts that sign in elsewhere."""

    __tablename__ = "user"
    __table_args__ = (
        CheckConstraint("status IN ('active', 'pending', 'inactive', 'suspended', 'deleted')", name="status"),
        CheckConstraint("failed_sign_ins >= 0", name="failed_sign_ins"),
    )
    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    username: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str | None] = mapped_column(unique=True)
    display_name: Mapped[str]
    password_hash: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="active")
    failed_sign_ins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    preferences: Mapped[dict[str, Any]] = mapped_column(default=dict)  # theme, language, zone, density …
    signed_in_at: Mapped[datetime | None]


class Role(Base):
    """A set of permissions. System roles cannot be deleted."""

    __tablename__ = "role"
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    is_system: Mapped[bool] = mapped_column(default=False)
    priority: Mapped[int] = mapped_column(default=0)


class Permission(Base):
    """Resource x action, such as `titles.edit`."""

    __tablename__ = "permission"
    name: Mapped[str] = mapped_column(primary_key=True)
    resource: Mapped[str]
    action: Mapped[str]


class RolePermission(Base):
    __tablename__ = "role_permission"
    role_id: Mapped[int] = owned("role.id", primary_key=True)
    permission: Mapped[str] = owned("permission.name", primary_key=True)


class UserRole(Base):
    """At most one account is the owner: a partial unique index over the owner role's rows."""

    __tablename__ = "user_role"
    __table_args__ = (
        Index("uq_user_role_owner", "is_owner", unique=True, sqlite_where=text("is_owner"),
              postgresql_where=text("is_owner")),
    )  # fmt: skip
    user_id: Mapped[int] = owned("user.id", primary_key=True)
    role_id: Mapped[int] = owned("role.id", primary_key=True, index=True)
    is_owner: Mapped[bool] = mapped_column(default=False)


class UserPermission(Base):
    """An allow or deny for one person, perhaps in one library only, perhaps until a day. Deny wins over roles."""

    __tablename__ = "user_permission"
    __table_args__ = (UniqueConstraint("user_id", "permission", "library_id"),)
    id: Mapped[Id]
    user_id: Mapped[int] = owned("user.id")
    permission: Mapped[str] = owned("permission.name")
    library_id: Mapped[int | None] = owned("library.id", nullable=True)
    allowed: Mapped[bool]
    expires_at: Mapped[datetime | None]


class SessionRow(Base):
    """Somebody signed in. Only the SHA-256 of the token is stored."""

    __tablename__ = "session"
    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = owned("user.id", index=True)
    kind: Mapped[str] = mapped_column(default="web")
    csrf_token: Mapped[str]
    address: Mapped[str | None]
    agent: Mapped[str | None]
    created_at: Mapped[datetime]
    used_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class ApiKey(Base):
    """32 hex characters, stored as SHA-256 with a visible prefix. `permissions` null: all of the owner's."""

    __tablename__ = "api_key"
    id: Mapped[Id]
    user_id: Mapped[int] = owned("user.id", index=True)
    name: Mapped[str]
    prefix: Mapped[str]
    key_hash: Mapped[str] = mapped_column(unique=True)
    permissions: Mapped[list[Any] | None]
    library_id: Mapped[int | None] = owned("library.id", nullable=True)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    uses: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime | None]


class OneTimeToken(Base):
    """First-run, password reset, verification: stored as hash, used once."""

    __tablename__ = "one_time_token"
    id: Mapped[Id]
    purpose: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int | None] = owned("user.id", nullable=True, index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AuditEvent(Base):
    """Who changed what. Outlives the user; kept 90 days."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_time", "occurred_at", "id"),)
    id: Mapped[Id]
    occurred_at: Mapped[datetime]
    user_id: Mapped[int | None] = outlives("user.id", index=True)
    user_name: Mapped[str] = mapped_column(default="")
    action: Mapped[str]  # settings.indexer.edited …
    subject: Mapped[str | None]
    severity: Mapped[str] = mapped_column(default="info")
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)  # before and after, secrets left out
    address: Mapped[str | None]
    correlation_id: Mapped[str | None]
