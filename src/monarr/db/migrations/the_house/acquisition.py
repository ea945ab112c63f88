"""The ledger, downloads and the blocklist."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monarr.db.migrations.columns import FLAG, JSON, MOMENT, NUMBER, TEXT, only

TABLES = ("release", "release_verdict", "pending_release", "download", "download_item", "blocklist_entry")


def create() -> None:
    _release()
    _release_verdict()
    _pending_release()
    _download()
    _download_item()
    _blocklist_entry()


def _release() -> None:
    op.create_table(
        "release",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("indexer_id", NUMBER, nullable=True),
        sa.Column("indexer_name", TEXT, nullable=False),
        sa.Column("guid", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("protocol", TEXT, nullable=False),
        sa.Column("download_url", TEXT, nullable=True),
        sa.Column("magnet_url", TEXT, nullable=True),
        sa.Column("info_url", TEXT, nullable=True),
        sa.Column("info_hash", TEXT, nullable=True),
        sa.Column("size_bytes", NUMBER, nullable=True),
        sa.Column("seeders", NUMBER, nullable=True),
        sa.Column("peers", NUMBER, nullable=True),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("first_seen_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("facts", JSON, nullable=False),
        sa.CheckConstraint("protocol IN ('torrent', 'usenet')", name=op.f("ck_release_protocol")),
        sa.ForeignKeyConstraint(
            ["indexer_id"], ["indexer.id"], name=op.f("fk_release_indexer_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("indexer_id", "guid", name=op.f("uq_release_indexer_id_guid")),
    )
    op.create_index("ix_release_hash", "release", ["info_hash"])
    op.create_index("ix_release_seen", "release", ["last_seen_at"])


def _release_verdict() -> None:
    op.create_table(
        "release_verdict",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("release_id", NUMBER, nullable=False),
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("title_id", NUMBER, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("quality", TEXT, nullable=False),
        sa.Column("score", NUMBER, nullable=False),
        sa.Column("formats", JSON, nullable=False),
        sa.Column("verdicts", JSON, nullable=False),
        sa.Column("refusal", TEXT, nullable=True),
        sa.Column("distance", sa.Double(), nullable=False),
        sa.Column("judged_at", MOMENT, nullable=False),
        sa.CheckConstraint("outcome IN ('accepted', 'waiting', 'refused')", name=op.f("ck_release_verdict_outcome")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["media_item.id"], name=op.f("fk_release_verdict_item_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_verdict_release_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["title_id"], ["media_item.id"], name=op.f("fk_release_verdict_title_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_release_verdict_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_verdict")),
        sa.UniqueConstraint(
            "release_id", "version_id", "item_id", name=op.f("uq_release_verdict_release_id_version_id_item_id")
        ),
    )
    op.create_index("ix_release_verdict_item", "release_verdict", ["item_id", "judged_at"])
    op.create_index(op.f("ix_release_verdict_title_id"), "release_verdict", ["title_id"])
    op.create_index(op.f("ix_release_verdict_version_id"), "release_verdict", ["version_id"])


def _pending_release() -> None:
    op.create_table(
        "pending_release",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("release_id", NUMBER, nullable=False),
        sa.Column("title_id", NUMBER, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.Column("item_ids", JSON, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("grab_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_pending_release_release_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["title_id"], ["media_item.id"], name=op.f("fk_pending_release_title_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_pending_release_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_release")),
        sa.UniqueConstraint("release_id", "version_id", name=op.f("uq_pending_release_release_id_version_id")),
    )
    op.create_index(op.f("ix_pending_release_grab_at"), "pending_release", ["grab_at"])
    op.create_index(op.f("ix_pending_release_title_id"), "pending_release", ["title_id"])
    op.create_index(op.f("ix_pending_release_version_id"), "pending_release", ["version_id"])


def _download() -> None:
    op.create_table(
        "download",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("client_id", NUMBER, nullable=True),
        sa.Column("client_name", TEXT, nullable=False),
        sa.Column("client_ref", TEXT, nullable=True),
        sa.Column("protocol", TEXT, nullable=False),
        sa.Column("release_id", NUMBER, nullable=True),
        sa.Column("indexer_id", NUMBER, nullable=True),
        sa.Column("indexer_name", TEXT, nullable=False),
        sa.Column("info_hash", TEXT, nullable=True),
        sa.Column("release_title", TEXT, nullable=False),
        sa.Column("title_id", NUMBER, nullable=True),
        sa.Column("version_id", NUMBER, nullable=True),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("quality", TEXT, nullable=False),
        sa.Column("score", NUMBER, nullable=False),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("size_bytes", NUMBER, nullable=True),
        sa.Column("left_bytes", NUMBER, nullable=True),
        sa.Column("rate_bytes", NUMBER, nullable=False),
        sa.Column("eta_seconds", NUMBER, nullable=True),
        sa.Column("seeders", NUMBER, nullable=True),
        sa.Column("peers", NUMBER, nullable=True),
        sa.Column("output_path", TEXT, nullable=True),
        sa.Column("may_remove", FLAG, nullable=False),
        sa.Column("problem", JSON, nullable=True),
        sa.Column("problem_code", TEXT, nullable=True),
        sa.Column("strikes", NUMBER, nullable=False),
        sa.Column("grabbed_at", MOMENT, nullable=False),
        sa.Column("progressed_at", MOMENT, nullable=True),
        sa.Column("completed_at", MOMENT, nullable=True),
        sa.Column("imported_at", MOMENT, nullable=True),
        sa.Column("attempts", NUMBER, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "state IN ('grabbing', 'queued', 'downloading', 'stalled', 'paused', 'completed', 'importing', 'blocked', 'imported', 'failed', 'ignored', 'removed')",
            name=op.f("ck_download_state"),
        ),
        sa.CheckConstraint("created_at <= updated_at", name=op.f("ck_download_stamps")),
        sa.CheckConstraint("left_bytes IS NULL OR left_bytes >= 0", name=op.f("ck_download_left")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["download_client.id"], name=op.f("fk_download_client_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["indexer_id"], ["indexer.id"], name=op.f("fk_download_indexer_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_download_release_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["title_id"], ["media_item.id"], name=op.f("fk_download_title_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_download_version_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_download")),
        sa.UniqueConstraint("public_id", name=op.f("uq_download_public_id")),
    )
    op.create_index(op.f("ix_download_info_hash"), "download", ["info_hash"])
    op.create_index("ix_download_open", "download", ["state", "id"])
    op.create_index(op.f("ix_download_release_id"), "download", ["release_id"])
    op.create_index(op.f("ix_download_title_id"), "download", ["title_id"])
    op.create_index(
        "uq_download_ref", "download", ["client_id", "client_ref"], unique=True, **only("client_ref IS NOT NULL")
    )


def _download_item() -> None:
    op.create_table(
        "download_item",
        sa.Column("download_id", NUMBER, nullable=False),
        sa.Column("item_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["download_id"], ["download.id"], name=op.f("fk_download_item_download_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["media_item.id"], name=op.f("fk_download_item_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("download_id", "item_id", name=op.f("pk_download_item")),
    )
    op.create_index(op.f("ix_download_item_item_id"), "download_item", ["item_id"])


def _blocklist_entry() -> None:
    op.create_table(
        "blocklist_entry",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("title_id", NUMBER, nullable=True),
        sa.Column("release_title", TEXT, nullable=False),
        sa.Column("info_hash", TEXT, nullable=True),
        sa.Column("indexer_id", NUMBER, nullable=True),
        sa.Column("indexer_name", TEXT, nullable=False),
        sa.Column("protocol", TEXT, nullable=False),
        sa.Column("quality", TEXT, nullable=False),
        sa.Column("size_bytes", NUMBER, nullable=True),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("message", JSON, nullable=True),
        sa.Column("tries", NUMBER, nullable=False),
        sa.Column("user_id", NUMBER, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["indexer_id"], ["indexer.id"], name=op.f("fk_blocklist_entry_indexer_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["title_id"], ["media_item.id"], name=op.f("fk_blocklist_entry_title_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_blocklist_entry_user_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocklist_entry")),
    )
    op.create_index(op.f("ix_blocklist_entry_expires_at"), "blocklist_entry", ["expires_at"])
    op.create_index(op.f("ix_blocklist_entry_info_hash"), "blocklist_entry", ["info_hash"])
    op.create_index(op.f("ix_blocklist_entry_release_title"), "blocklist_entry", ["release_title"])
    op.create_index(op.f("ix_blocklist_entry_title_id"), "blocklist_entry", ["title_id"])
