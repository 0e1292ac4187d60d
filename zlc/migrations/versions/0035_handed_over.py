"""One problem is handed over to another unit, or to a body without an account, and the office has the last word

Revision: 0035, after 0036
"""
import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = '0035'
down_revision = '0036'
branch_labels = None
depends_on = None

INDEXES = {'ix_problems_handed_to': 'handed_to', 'ix_problems_disputed': 'disputed_since', 'ix_problems_take_by': 'take_by'}


def _columns():
    return [
        sa.Column('handed_body', sa.Text(), nullable=False, server_default=''),
        sa.Column('take_by', sa.Date(), nullable=True),
        sa.Column('sent_back', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('disputed_since', sa.BigInteger(), nullable=True),
        sa.Column('passed_on', sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column('ruled_at', sa.BigInteger(), nullable=True),
    ]


def upgrade():
    # In the column's own words: SQLite adds no constraint to a table that is there.
    op.execute('ALTER TABLE problems ADD COLUMN handed_to VARCHAR(36) CONSTRAINT fk_problems_handed_to_units REFERENCES units (id)')
    for column in _columns():
        op.add_column('problems', column)
    for name, column in INDEXES.items():
        there = sa.text(f'{column} IS NOT NULL')
        op.create_index(name, 'problems', [column], sqlite_where=there, postgresql_where=there)


def downgrade():
    said = op.get_bind().scalar(sa.text(
        "SELECT count(DISTINCT problem_id) FROM problem_events WHERE verb IN ('handed', 'taken', 'returned', 'ruled', 'settled')"
    ))  # fmt: skip
    if said:  # the release before has no word for them, and would take what another unit has for the walk's own
        raise CommandError(f'有 {said} 条问题移交过，上一版放不下，没有退回，数据都在。要用上一版，请恢复升级之前的备份。')
    for name in INDEXES:
        op.drop_index(name, table_name='problems')
    for column in _columns():
        op.drop_column('problems', column.name)
    op.drop_column('problems', 'handed_to')
