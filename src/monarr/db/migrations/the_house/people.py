"""Accounts, roles, sessions, keys and the audit log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monarr.db.migrations.columns import FLAG, JSON, MOMENT, NUMBER, TEXT, only

TABLES = (
    "user",
    "role",
    "permission",
    "role_permission",
    "user_role",
    "session",
    "one_time_token",
    "audit_event",
    "error_event",
)


def create() -> None:
    _user()
    _role()
    _permission()
    _role_permission()
    _user_role()
    _session()
    _one_time_token()
    _audit_event()
    _error_event()


def _user() -> None:
    op.create_table(
        "user",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("username", TEXT, nullable=False),
        sa.Column("email", TEXT, nullable=True),
        sa.Column("display_name", TEXT, nullable=False),
        sa.Column("password_hash", TEXT, nullable=True),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("failed_sign_ins", NUMBER, nullable=False),
        sa.Column("locked_until", MOMENT, nullable=True),
        sa.Column("preferences", JSON, nullable=False),
        sa.Column("signed_in_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "status IN ('active', 'pending', 'inactive', 'suspended', 'deleted')", name=op.f("ck_user_status")
        ),
        sa.CheckConstraint("failed_sign_ins >= 0", name=op.f("ck_user_failed_sign_ins")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
        sa.UniqueConstraint("public_id", name=op.f("uq_user_public_id")),
        sa.UniqueConstraint("username", name=op.f("uq_user_username")),
    )


def _role() -> None:
    op.create_table(
        "role",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("label", TEXT, nullable=False),
        sa.Column("is_system", FLAG, nullable=False),
        sa.Column("priority", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sa.UniqueConstraint("name", name=op.f("uq_role_name")),
    )


def _permission() -> None:
    op.create_table(
        "permission",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("resource", TEXT, nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_permission")),
    )


def _role_permission() -> None:
    op.create_table(
        "role_permission",
        sa.Column("role_id", NUMBER, nullable=False),
        sa.Column("permission", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["permission"], ["permission.name"], name=op.f("fk_role_permission_permission"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_role_permission_role_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("role_id", "permission", name=op.f("pk_role_permission")),
    )


def _user_role() -> None:
    op.create_table(
        "user_role",
        sa.Column("user_id", NUMBER, nullable=False),
        sa.Column("role_id", NUMBER, nullable=False),
        sa.Column("is_owner", FLAG, nullable=False),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_user_role_role_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_user_role_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "role_id", name=op.f("pk_user_role")),
    )
    op.create_index(op.f("ix_user_role_role_id"), "user_role", ["role_id"])
    op.create_index("uq_user_role_owner", "user_role", ["is_owner"], unique=True, **only("is_owner"))


def _session() -> None:
    op.create_table(
        "session",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("token_hash", TEXT, nullable=False),
        sa.Column("user_id", NUMBER, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("csrf_token", TEXT, nullable=False),
        sa.Column("address", TEXT, nullable=True),
        sa.Column("agent", TEXT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_session_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_session_token_hash")),
    )
    op.create_index(op.f("ix_session_expires_at"), "session", ["expires_at"])
    op.create_index(op.f("ix_session_user_id"), "session", ["user_id"])


def _one_time_token() -> None:
    op.create_table(
        "one_time_token",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("token_hash", TEXT, nullable=False),
        sa.Column("user_id", NUMBER, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_one_time_token_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_token_token_hash")),
    )
    op.create_index(op.f("ix_one_time_token_user_id"), "one_time_token", ["user_id"])


def _audit_event() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("occurred_at", MOMENT, nullable=False),
        sa.Column("user_id", NUMBER, nullable=True),
        sa.Column("user_name", TEXT, nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=True),
        sa.Column("severity", TEXT, nullable=False),
        sa.Column("changes", JSON, nullable=False),
        sa.Column("address", TEXT, nullable=True),
        sa.Column("correlation_id", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_audit_event_user_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    op.create_index("ix_audit_event_time", "audit_event", ["occurred_at", "id"])
    op.create_index(op.f("ix_audit_event_user_id"), "audit_event", ["user_id"])


def _error_event() -> None:
    op.create_table(
        "error_event",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("occurred_at", MOMENT, nullable=False),
        sa.Column("correlation_id", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.Column("path", TEXT, nullable=True),
        sa.Column("method", TEXT, nullable=True),
        sa.Column("status", NUMBER, nullable=True),
        sa.Column("stack", TEXT, nullable=True),
        sa.Column("details", JSON, nullable=False),
        sa.Column("user_id", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_error_event_user_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_error_event")),
    )
    op.create_index(op.f("ix_error_event_correlation_id"), "error_event", ["correlation_id"])
    op.create_index(op.f("ix_error_event_occurred_at"), "error_event", ["occurred_at"])
