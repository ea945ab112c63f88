"""Release profiles by tags and by several indexers; names of release and delay profiles are unique."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from monarr.db.migrations.columns import FLAG, NUMBER, only

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NAMED = ("delay_profile", "release_profile")


def upgrade() -> None:
    with op.batch_alter_table("release_profile") as table:
        table.add_column(sa.Column("refuse_before_air", FLAG, nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("grace_days", NUMBER, nullable=False, server_default="0"))
    _link("release_profile_indexer", "indexer")
    _link("release_profile_tag", "tag", sa.Column("excluded", FLAG, nullable=False))
    op.execute(
        "INSERT INTO release_profile_indexer (release_profile_id, indexer_id)"
        " SELECT id, indexer_id FROM release_profile WHERE indexer_id IS NOT NULL"
    )
    op.execute(
        "INSERT INTO setting (key, value, updated_at) SELECT 'releases.repairs', '\"ignore\"', updated_at FROM setting"
        " WHERE key = 'releases.prefer_propers' AND value = 'false'"
    )
    op.execute("DELETE FROM setting WHERE key = 'releases.prefer_propers'")
    for name in _NAMED:
        _tell_apart(name)
    with op.batch_alter_table("release_profile") as table:
        table.drop_constraint(op.f("fk_release_profile_indexer_id"), type_="foreignkey")
        table.drop_column("indexer_id")
        table.alter_column("refuse_before_air", server_default=None, existing_type=FLAG)
        table.alter_column("grace_days", server_default=None, existing_type=NUMBER)
        table.create_check_constraint(op.f("ck_release_profile_grace"), "grace_days >= 0")
        table.create_unique_constraint(op.f("uq_release_profile_library_id_name"), ["library_id", "name"])
    with op.batch_alter_table("delay_profile") as table:
        table.create_unique_constraint(op.f("uq_delay_profile_library_id_name"), ["library_id", "name"])
    for name in _NAMED:
        op.create_index(f"uq_{name}_shared_name", name, ["name"], unique=True, **only("library_id IS NULL"))


def downgrade() -> None:
    op.execute(
        "INSERT INTO setting (key, value, updated_at) SELECT 'releases.prefer_propers', 'false', updated_at FROM setting"
        " WHERE key = 'releases.repairs' AND value = '\"ignore\"'"
    )
    op.execute("DELETE FROM setting WHERE key = 'releases.repairs'")
    for name in _NAMED:
        op.drop_index(f"uq_{name}_shared_name", name)
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(f"uq_{name}_library_id_name"), type_="unique")
    with op.batch_alter_table("release_profile") as table:
        table.drop_constraint(op.f("ck_release_profile_grace"), type_="check")
        table.add_column(sa.Column("indexer_id", NUMBER, nullable=True))
        table.create_foreign_key(
            op.f("fk_release_profile_indexer_id"), "indexer", ["indexer_id"], ["id"], ondelete="CASCADE"
        )
    op.execute(
        "UPDATE release_profile SET indexer_id = (SELECT min(indexer_id) FROM release_profile_indexer"
        " WHERE release_profile_id = release_profile.id)"
    )
    op.drop_table("release_profile_tag")
    op.drop_table("release_profile_indexer")
    with op.batch_alter_table("release_profile") as table:
        table.drop_column("grace_days")
        table.drop_column("refuse_before_air")


def _link(table: str, target: str, *more: sa.Column[Any]) -> None:
    owner, other = "release_profile_id", f"{target}_id"
    op.create_table(
        table,
        sa.Column(owner, NUMBER, nullable=False),
        sa.Column(other, NUMBER, nullable=False),
        *more,
        sa.ForeignKeyConstraint([owner], ["release_profile.id"], name=op.f(f"fk_{table}_{owner}"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint([other], [f"{target}.id"], name=op.f(f"fk_{table}_{other}"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(owner, other, name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_{other}"), table, [other])


def _tell_apart(table: str) -> None:
    """Of several of one name in one place all but the first get their number behind it."""
    rows = sa.table(table, sa.column("id"), sa.column("name"), sa.column("library_id"))
    other = rows.alias("other")
    same_place = sa.func.coalesce(other.c.library_id, 0) == sa.func.coalesce(rows.c.library_id, 0)
    earlier = sa.exists().where(other.c.name == rows.c.name, other.c.id < rows.c.id, same_place)
    numbered = rows.c.name + sa.literal(" ") + sa.cast(rows.c.id, sa.Text())
    op.execute(rows.update().where(earlier).values(name=numbered))
