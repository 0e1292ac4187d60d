"""What went to other units is counted without reading the rest

Revision: 0045, after 0044
"""
import sqlalchemy as sa
from alembic import op

revision = '0045'
down_revision = '0044'
branch_labels = None
depends_on = None

GONE = sa.text('unit_id <> numbered_by')


def upgrade():
    op.create_index('ix_problems_gone', 'problems', ['numbered_by'], sqlite_where=GONE, postgresql_where=GONE)


def downgrade():
    op.drop_index('ix_problems_gone', table_name='problems')
