"""The pool of collected requests, and which walks take them

Revision: 0006, after 0005
"""
import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'collected_requests',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('unit_id', sa.String(length=36), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('whose', sa.String(length=60), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('matter_id', sa.String(length=36), nullable=True),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('by', sa.String(length=36), nullable=False),
        sa.Column('withdrawn_at', sa.BigInteger(), nullable=True),
        sa.Column('withdrawn_by', sa.String(length=36), nullable=True),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['by'], ['people.id'], name=op.f('fk_collected_requests_by_people')),
        sa.ForeignKeyConstraint(['matter_id'], ['matters.id'], name=op.f('fk_collected_requests_matter_id_matters')),
        sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_collected_requests_unit_id_units')),
        sa.ForeignKeyConstraint(['withdrawn_by'], ['people.id'], name=op.f('fk_collected_requests_withdrawn_by_people')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_collected_requests')),
        sa.UniqueConstraint('unit_id', 'number', name=op.f('uq_collected_requests_unit_id')),
    )
    op.create_table(
        'request_takings',
        sa.Column('walk_id', sa.String(length=36), nullable=False),
        sa.Column('request_id', sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(['request_id'], ['collected_requests.id'],
                                name=op.f('fk_request_takings_request_id_collected_requests')),
        sa.ForeignKeyConstraint(['walk_id'], ['walks.id'], name=op.f('fk_request_takings_walk_id_walks')),
        sa.PrimaryKeyConstraint('walk_id', name=op.f('pk_request_takings')),
    )
    op.create_index(op.f('ix_request_takings_request_id'), 'request_takings', ['request_id'])


def downgrade():
    op.drop_table('request_takings')
    op.drop_table('collected_requests')
