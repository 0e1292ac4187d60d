"""Which photo files are lost, and the hash of each file as it is kept

Revision: 0008, after 0007
"""
import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('photo_files', sa.Column('kept_sha256', sa.String(length=64), nullable=True))
    op.add_column('photo_files', sa.Column('lost_at', sa.BigInteger(), nullable=True))
    # What was kept as it came bears its own hash as its name; of the others `database verify` writes it down.
    files = sa.table(
        'photo_files', sa.column('sha256', sa.String), sa.column('kept_sha256', sa.String), sa.column('rewritten', sa.Boolean)
    )
    op.execute(files.update().where(files.c.rewritten == sa.false()).values(kept_sha256=files.c.sha256))


def downgrade():
    op.drop_column('photo_files', 'lost_at')
    op.drop_column('photo_files', 'kept_sha256')
