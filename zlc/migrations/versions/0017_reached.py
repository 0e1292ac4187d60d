"""How far a walk came: 走到底, 在走, 未到底

Revision: 0017, after 0016
"""
import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

INDEX = ['reached', 'begins_at', 'id', 'status', 'counter', 'mode']


def upgrade():
    op.add_column('walks', sa.Column('reached', sa.String(length=10), nullable=True))
    op.create_index('ix_walks_reached_begins', 'walks', INDEX)
    # All are folded anew by whoever reads them first, and then say it. Whether one has ended says nothing of its result, and
    # what a result was recorded for counts otherwise now.
    walks = sa.table('walks', sa.column('marked', sa.Boolean), sa.column('counter', sa.Boolean))
    op.execute(walks.update().where(walks.c.counter == sa.false()).values(marked=True))


def downgrade():
    op.drop_index('ix_walks_reached_begins', table_name='walks')
    op.drop_column('walks', 'reached')
