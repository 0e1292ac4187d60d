"""An owner without an account has a name, and is given a link to one rectification

Revision: 0042, after 0041
"""
import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('rectifications', sa.Column('owner_name', sa.String(length=20), nullable=False, server_default=''))
    op.add_column('rectifications', sa.Column('link_id', sa.String(length=36), nullable=True))
    op.create_table(
        'owner_links',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('rectification_id', sa.String(length=36), nullable=False),
        sa.Column('name', sa.String(length=20), nullable=False),
        sa.Column('opened_at', sa.BigInteger(), nullable=True),
        sa.Column('secret_hash', sa.String(length=64), nullable=False),
        sa.Column('made_by', sa.String(length=36), nullable=False),
        sa.Column('made_at', sa.BigInteger(), nullable=False),
        sa.Column('ends_at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['made_by'], ['people.id'], name=op.f('fk_owner_links_made_by_people')),
        sa.ForeignKeyConstraint(['rectification_id'], ['rectifications.id'], name=op.f('fk_owner_links_rectification_id_rectifications')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_owner_links')),
        sa.UniqueConstraint('secret_hash', name=op.f('uq_owner_links_secret_hash')),
    )
    op.create_index(op.f('ix_owner_links_rectification_id'), 'owner_links', ['rectification_id'])
    op.create_table(
        'owner_link_files',
        sa.Column('link_id', sa.String(length=36), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('kind', sa.String(length=10), nullable=False),
        sa.Column('bytes', sa.BigInteger(), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['link_id'], ['owner_links.id'], name=op.f('fk_owner_link_files_link_id_owner_links')),
        sa.PrimaryKeyConstraint('link_id', 'sha256', name=op.f('pk_owner_link_files')),
    )


def downgrade():
    given = op.get_bind().scalar(sa.text('SELECT count(*) FROM owner_links'))
    if given:  # the release before has no word for it in a history, and would not say who did it
        raise CommandError(f'给没有账号的责任人发过 {given} 个链接，上一版放不下，没有退回，数据都在。要用上一版，请恢复升级之前的备份。')
    op.execute("UPDATE rectifications SET department = department || ' ' || owner_name WHERE owner_name <> ''")
    op.drop_table('owner_link_files')
    op.drop_table('owner_links')
    op.drop_column('rectifications', 'link_id')
    op.drop_column('rectifications', 'owner_name')
