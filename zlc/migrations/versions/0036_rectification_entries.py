"""What the owner writes on the phone: which entries are of a rectification, and what became of each

Revision: 0036, after 0033
"""
import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = '0036'
down_revision = '0033'
branch_labels = None
depends_on = None

TABLE = 'rectification_entries'


def upgrade():
    op.create_table(
        TABLE,
        sa.Column('entry_id', sa.String(length=36), nullable=False),
        sa.Column('rectification_id', sa.String(length=36), nullable=False),
        sa.Column('author_id', sa.String(length=36), nullable=False),
        sa.Column('received_at', sa.BigInteger(), nullable=False),
        sa.Column('outcome', sa.String(length=10), nullable=True),
        sa.Column('message', sa.Text(), nullable=False),
        sa.Column('event', sa.Integer(), nullable=True),
        sa.Column('other_plan', sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.ForeignKeyConstraint(['entry_id'], ['entries.id'], name=op.f('fk_rectification_entries_entry_id_entries')),
        sa.ForeignKeyConstraint(
            ['rectification_id'], ['rectifications.id'], name=op.f('fk_rectification_entries_rectification_id_rectifications'),
        ),
        sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_rectification_entries')),
    )
    op.create_index(op.f('ix_rectification_entries_rectification_id'), TABLE, ['rectification_id'])
    op.create_index('ix_rectification_entries_author', TABLE, ['author_id', 'received_at'])
    waiting = sa.text('outcome IS NULL')
    op.create_index('ix_rectification_entries_waiting', TABLE, ['entry_id'], sqlite_where=waiting, postgresql_where=waiting)


def downgrade():
    """The release before would take the entries for those of no walk, and could not say what became of them."""
    if op.get_bind().scalar(sa.text(f'SELECT count(*) FROM {TABLE}')):
        raise CommandError('有责任人在手机上写的整改记录，上一版没有地方放，没有改动任何内容。请用升级前的备份恢复。')
    op.drop_table(TABLE)
