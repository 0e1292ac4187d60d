"""Evidence is photos, papers, walks and changes of the guide too, not words alone

Revision: 0037, after 0035
"""
import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = '0037'
down_revision = '0035'
branch_labels = None
depends_on = None

BY_HASH = 'ix_rectification_evidence_sha256'
ADDED = ('sha256', 'name', 'walk_id', 'matter_id', 'edition')


def upgrade():
    op.create_table(
        'paper_files',
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('format', sa.String(length=10), nullable=False),
        sa.Column('bytes', sa.BigInteger(), nullable=False),
        sa.Column('kept_sha256', sa.String(length=64), nullable=False),
        sa.Column('stored_at', sa.BigInteger(), nullable=False),
        sa.Column('lost_at', sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint('sha256', name=op.f('pk_paper_files')),
    )
    op.create_table(
        'paper_receipts',
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('person_id', sa.String(length=36), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_paper_receipts_person_id_people')),
        sa.ForeignKeyConstraint(['sha256'], ['paper_files.sha256'], name=op.f('fk_paper_receipts_sha256_paper_files')),
        sa.PrimaryKeyConstraint('sha256', 'person_id', name=op.f('pk_paper_receipts')),
    )
    for column in (
        sa.Column('sha256', sa.String(length=64), nullable=True),
        sa.Column('name', sa.String(length=120), nullable=False, server_default=''),
        sa.Column('walk_id', sa.String(length=36), nullable=True),
        sa.Column('matter_id', sa.String(length=36), nullable=True),
        sa.Column('edition', sa.Integer(), nullable=True),
    ):
        op.add_column('rectification_evidence', column)
    op.create_index(BY_HASH, 'rectification_evidence', ['sha256'])


def downgrade():
    more = op.get_bind().scalar(sa.text("SELECT count(*) FROM rectification_evidence WHERE kind NOT IN ('words', 'register')"))
    if more:
        raise CommandError(
            f'有 {more} 份佐证是照片、文件、走流程或公示变更，上一版放不下，没有退回，数据都在。要用上一版，请恢复升级之前的备份。'
        )
    op.drop_index(BY_HASH, table_name='rectification_evidence')
    with op.batch_alter_table('rectification_evidence') as table:
        for name in ADDED:
            table.drop_column(name)
    op.drop_table('paper_receipts')
    op.drop_table('paper_files')
