"""Since when a walk waits for its result

Revision: 0007, after 0006
"""
import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('walks', sa.Column('waits_since', sa.BigInteger(), nullable=True))
    # Those under way are folded anew by whoever reads them first, and then say it.
    walks = sa.table('walks', sa.column('marked', sa.Boolean), sa.column('status', sa.String))
    op.execute(walks.update().where(walks.c.status == 'under_way').values(marked=True))


def downgrade():
    op.drop_column('walks', 'waits_since')
