"""What became of the gaps between published and measured: a problem, or dropped

Revision: 0005, after 0003
"""
import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'gap_decisions',
        sa.Column('walk_id', sa.String(length=36), nullable=False),
        sa.Column('code', sa.String(length=20), nullable=False),
        sa.Column('verb', sa.String(length=10), nullable=False),
        sa.Column('by', sa.String(length=36), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('said', sa.Text(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('entry_id', sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(['by'], ['people.id'], name=op.f('fk_gap_decisions_by_people')),
        sa.ForeignKeyConstraint(['entry_id'], ['entries.id'], name=op.f('fk_gap_decisions_entry_id_entries')),
        sa.ForeignKeyConstraint(['walk_id'], ['walks.id'], name=op.f('fk_gap_decisions_walk_id_walks')),
        sa.PrimaryKeyConstraint('walk_id', 'code', name=op.f('pk_gap_decisions')),
    )


def downgrade():
    op.drop_table('gap_decisions')
