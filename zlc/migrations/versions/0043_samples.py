"""Closings are sampled from a seed, and what was found is kept

Revision: 0043, after 0042
"""
import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'samples',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('drawn_as', sa.String(length=64), nullable=False),
        sa.Column('seed', sa.String(length=40), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('of', sa.Integer(), nullable=False),
        sa.Column('first_on', sa.Date(), nullable=False),
        sa.Column('last_on', sa.Date(), nullable=False),
        sa.Column('unit_id', sa.String(length=36), nullable=True),
        sa.Column('by', sa.String(length=36), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['by'], ['people.id'], name=op.f('fk_samples_by_people')),
        sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_samples_unit_id_units')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_samples')),
        sa.UniqueConstraint('drawn_as', name=op.f('uq_samples_drawn_as')),
    )
    op.create_index('ix_samples_at', 'samples', ['at'])
    op.create_table(
        'sample_lines',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('sample_id', sa.String(length=36), nullable=False),
        sa.Column('n', sa.Integer(), nullable=False),
        sa.Column('rectification_id', sa.String(length=36), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('closed_at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ['rectification_id'], ['rectifications.id'], name=op.f('fk_sample_lines_rectification_id_rectifications')
        ),
        sa.ForeignKeyConstraint(['sample_id'], ['samples.id'], name=op.f('fk_sample_lines_sample_id_samples')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_sample_lines')),
        sa.UniqueConstraint('sample_id', 'n', name=op.f('uq_sample_lines_sample_id')),
    )
    op.create_table(
        'sample_findings',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('line_id', sa.String(length=36), nullable=False),
        sa.Column('n', sa.Integer(), nullable=False),
        sa.Column('stands', sa.Boolean(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('by', sa.String(length=36), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['by'], ['people.id'], name=op.f('fk_sample_findings_by_people')),
        sa.ForeignKeyConstraint(['line_id'], ['sample_lines.id'], name=op.f('fk_sample_findings_line_id_sample_lines')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_sample_findings')),
        sa.UniqueConstraint('line_id', 'n', name=op.f('uq_sample_findings_line_id')),
    )
    op.create_index('ix_rectification_events_verb', 'rectification_events', ['verb', 'at'])


def downgrade():
    drawn = op.get_bind().scalar(sa.text('SELECT count(*) FROM samples'))
    if drawn:  # what was found would be lost
        raise CommandError(f'有 {drawn} 次抽查，上一版放不下，没有退回，数据都在。要用上一版，请恢复升级之前的备份。')
    op.drop_index('ix_rectification_events_verb', table_name='rectification_events')
    for table in ('sample_findings', 'sample_lines', 'samples'):
        op.drop_table(table)
