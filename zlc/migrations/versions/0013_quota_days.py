"""How much each person had kept on a day

Revision: 0013, after 0012
"""
import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'quota_days',
        sa.Column('person_id', sa.String(length=36), nullable=False),
        sa.Column('day', sa.String(length=10), nullable=False),
        sa.Column('what', sa.String(length=20), nullable=False),
        sa.Column('count', sa.BigInteger(), nullable=False),
        sa.Column('bytes', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_quota_days_person_id_people')),
        sa.PrimaryKeyConstraint('person_id', 'day', 'what', name=op.f('pk_quota_days')),
    )


def downgrade():
    op.drop_table('quota_days')
