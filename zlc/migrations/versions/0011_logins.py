"""Passwords set by somebody else, and tries at a password counted by account, by address and by device

Revision: 0011, after 0010
"""
import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('people', sa.Column('must_change', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('login_failures', sa.Column('device', sa.String(length=36), server_default='', nullable=False))
    op.create_index('ix_login_failures_address', 'login_failures', ['address', 'at'])
    op.create_index('ix_login_failures_at', 'login_failures', ['at'])


def downgrade():
    op.drop_index('ix_login_failures_at', table_name='login_failures')
    op.drop_index('ix_login_failures_address', table_name='login_failures')
    op.drop_column('login_failures', 'device')
    op.drop_column('people', 'must_change')
