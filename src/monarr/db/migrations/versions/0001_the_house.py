"""The house: all tables of the main job, and the search of each database."""

from __future__ import annotations

from alembic import op

from monarr.db.migrations import full_text
from monarr.db.migrations.the_house import (
    acquisition,
    activity,
    facts,
    files,
    judging,
    people,
    sources,
    titles,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_FAMILIES = (people, judging, sources, titles, facts, acquisition, files, activity)


def upgrade() -> None:
    for family in _FAMILIES:
        family.create()
    full_text.create(op.get_bind())


def downgrade() -> None:
    full_text.drop(op.get_bind())
    for family in reversed(_FAMILIES):
        for table in reversed(family.TABLES):
            op.drop_table(table)
