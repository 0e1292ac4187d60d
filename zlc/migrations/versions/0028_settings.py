"""What the office sets for the lists, edition by edition

Revision: 0028, after 0027
"""
import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'settings',
        sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('by', sa.String(length=36), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('sets', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(['by'], ['people.id'], name=op.f('fk_settings_by_people')),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_settings')),
    )


def downgrade():
    # The release before goes by the values of edition 0.
    op.drop_table('settings')
