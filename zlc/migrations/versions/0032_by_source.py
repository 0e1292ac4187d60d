"""Problems are listed by where they come from, in every order; one has a suggestion, and may have to be put right

Revision: 0032, after 0031
"""
import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None

SOURCE = {
    'ix_problems_source_found': ['source', 'found_at', 'serial', 'state', 'quarter', 'stage', 'severity'],
    'ix_problems_source_due': ['source', 'due_on', 'serial'],
    'ix_problems_source_number': ['source', 'quarter', 'number', 'serial'],
}
MUST = 'ix_problems_must'
MARKED = sa.text('must_since IS NOT NULL')


def upgrade():
    op.add_column('problems', sa.Column('suggestion', sa.JSON(), nullable=True))
    op.add_column('problems', sa.Column('must_since', sa.BigInteger(), nullable=True))
    for name, columns in SOURCE.items():
        op.create_index(name, 'problems', columns)
    op.create_index(MUST, 'problems', ['must_since', 'unit_id'], sqlite_where=MARKED, postgresql_where=MARKED)


def downgrade():
    said = op.get_bind().scalar(sa.text(
        "SELECT count(DISTINCT problem_id) FROM problem_events WHERE verb IN ('suggested', 'required', 'lifted')"
    ))  # fmt: skip
    if said:  # the release before has no word for them, and nothing of what people wrote is thrown away
        raise CommandError(f'有 {said} 条问题提过优化建议，或列入过必须改，上一版放不下，没有退回，数据都在。要用上一版，请恢复升级之前的备份。')
    for name in (MUST, *SOURCE):
        op.drop_index(name, table_name='problems')
    op.drop_column('problems', 'must_since')
    op.drop_column('problems', 'suggestion')
