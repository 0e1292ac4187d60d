"""A rectification may ask for a walk that shows whether it was put right

Revision: 0041, after 0040
"""
import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None

TO_WALK = sa.text('rewalk IS NOT NULL')


def upgrade():
    op.add_column('rectifications', sa.Column('rewalk', sa.JSON(), nullable=True))
    op.create_index('ix_rectifications_to_walk', 'rectifications', ['unit_id'], sqlite_where=TO_WALK, postgresql_where=TO_WALK)
    op.create_table(
        'rewalk_ties',
        sa.Column('walk_id', sa.String(length=36), nullable=False),
        sa.Column('rectification_id', sa.String(length=36), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('by', sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ['rectification_id'], ['rectifications.id'], name=op.f('fk_rewalk_ties_rectification_id_rectifications'),
        ),
        sa.ForeignKeyConstraint(['walk_id'], ['walks.id'], name=op.f('fk_rewalk_ties_walk_id_walks')),
        sa.PrimaryKeyConstraint('walk_id', 'rectification_id', name=op.f('pk_rewalk_ties')),
    )
    op.create_index(op.f('ix_rewalk_ties_rectification_id'), 'rewalk_ties', ['rectification_id'])


def downgrade():
    told = "SELECT count(*) FROM rectification_events WHERE verb IN ('rewalk_planned', 'rewalk_withdrawn', 'rewalked')"
    if count := op.get_bind().scalar(sa.text(told)):
        raise CommandError(
            f'整改的经过里有 {count} 处再走一遍，上一版没有这些话，没有退回，数据都在。要用上一版，请恢复升级之前的备份。'
        )
    op.drop_table('rewalk_ties')
    op.drop_index('ix_rectifications_to_walk', table_name='rectifications')
    op.drop_column('rectifications', 'rewalk')
