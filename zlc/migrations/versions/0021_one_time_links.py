"""One-time links: a person chooses the first password of their account by one

Revision: 0021, after 0029
"""
import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'one_time_links',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('purpose', sa.String(length=20), nullable=False),
        sa.Column('person_id', sa.String(length=36), nullable=False),
        sa.Column('secret_hash', sa.String(length=64), nullable=False),
        sa.Column('made_by', sa.String(length=36), nullable=False),
        sa.Column('made_at', sa.BigInteger(), nullable=False),
        sa.Column('ends_at', sa.BigInteger(), nullable=False),
        sa.Column('used_at', sa.BigInteger(), nullable=True),
        sa.Column('revoked_at', sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(['made_by'], ['people.id'], name=op.f('fk_one_time_links_made_by_people')),
        sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_one_time_links_person_id_people')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_one_time_links')),
        sa.UniqueConstraint('secret_hash', name=op.f('uq_one_time_links_secret_hash')),
    )
    op.create_index('ix_one_time_links_person_id', 'one_time_links', ['person_id'])


def downgrade():
    # Who has no password yet: the release before takes an empty one for a hash of its own making (passwords.matches).
    op.execute("UPDATE people SET password_hash = '-' WHERE password_hash = ''")
    op.drop_table('one_time_links')
