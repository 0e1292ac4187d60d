"""The office gives a task to a unit, with others that assist

Revision: 0038, after 0037
"""
import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('problems', sa.Column('wanted_on', sa.Date(), nullable=True))
    op.create_table(
        'problem_helpers',
        sa.Column('problem_id', sa.String(length=36), nullable=False),
        sa.Column('unit_id', sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(['problem_id'], ['problems.id'], name=op.f('fk_problem_helpers_problem_id_problems')),
        sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_problem_helpers_unit_id_units')),
        sa.PrimaryKeyConstraint('problem_id', 'unit_id', name=op.f('pk_problem_helpers')),
    )
    op.create_index('ix_problem_helpers_unit', 'problem_helpers', ['unit_id', 'problem_id'])


def downgrade():
    given = op.get_bind().scalar(sa.text("SELECT count(*) FROM problems WHERE source = 'task'"))
    if given:  # the release before has no word for it, and would not say which units assist
        raise CommandError(f'有 {given} 条问题是营商办交办的，上一版放不下，没有退回，数据都在。要用上一版，请恢复升级之前的备份。')
    op.drop_index('ix_problem_helpers_unit', table_name='problem_helpers')
    op.drop_table('problem_helpers')
    op.drop_column('problems', 'wanted_on')
