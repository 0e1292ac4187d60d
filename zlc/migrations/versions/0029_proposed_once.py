"""A decision about what was proposed from an entry: its code is the entry's id, and one that is judged otherwise later is decided anew

Revision: 0029, after 0028
"""
import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

KEY = 'pk_gap_decisions'


def upgrade():
    with op.batch_alter_table('gap_decisions') as batch:
        batch.alter_column('code', existing_type=sa.String(length=20), type_=sa.String(length=36), existing_nullable=False)
        batch.add_column(sa.Column('n', sa.Integer(), nullable=False, server_default='1'))
        batch.add_column(sa.Column('fact', sa.JSON(), nullable=False, server_default='[]'))
        batch.drop_constraint(KEY, type_='primary')
        batch.create_primary_key(KEY, ['walk_id', 'code', 'n'])
    with op.batch_alter_table('gap_decisions') as batch:
        batch.alter_column('n', server_default=None, existing_type=sa.Integer(), existing_nullable=False)
        batch.alter_column('fact', server_default=None, existing_type=sa.JSON(), existing_nullable=False)


def downgrade():
    """What the release before knows of: decisions about figures. The others' problems stay."""
    op.execute(sa.text("DELETE FROM gap_decisions WHERE length(code) > 20 OR code = 'supplements' OR n > 1"))
    with op.batch_alter_table('gap_decisions') as batch:
        batch.drop_constraint(KEY, type_='primary')
        batch.create_primary_key(KEY, ['walk_id', 'code'])
        batch.drop_column('fact')
        batch.drop_column('n')
        batch.alter_column('code', existing_type=sa.String(length=36), type_=sa.String(length=20), existing_nullable=False)
