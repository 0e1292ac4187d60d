"""What the desk decided about held entries: released, or set aside with a reason

Revision: 0003, after 0002
"""
import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'held_decisions',
        sa.Column('entry_id', sa.String(length=36), nullable=False),
        sa.Column('verb', sa.String(length=10), nullable=False),
        sa.Column('by', sa.String(length=36), nullable=True),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('why', sa.String(length=20), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['by'], ['people.id'], name=op.f('fk_held_decisions_by_people')),
        sa.ForeignKeyConstraint(['entry_id'], ['entries.id'], name=op.f('fk_held_decisions_entry_id_entries')),
        sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_held_decisions')),
    )
    held = sa.text("status = 'held'")
    op.create_index('ix_entries_held', 'entries', ['author_id'], sqlite_where=held, postgresql_where=held)


def downgrade():
    op.drop_index('ix_entries_held', table_name='entries')
    op.drop_table('held_decisions')
