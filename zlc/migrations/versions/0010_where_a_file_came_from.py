"""Where a file's entries came from: the secret of each device, what came by file, and what waits for its person

Revision: 0010, after 0009
"""
import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'device_secrets',
        sa.Column('device_id', sa.String(length=36), nullable=False),
        sa.Column('secret', sa.String(length=64), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['device_id'], ['devices.id'], name=op.f('fk_device_secrets_device_id_devices')),
        sa.PrimaryKeyConstraint('device_id', name=op.f('pk_device_secrets')),
    )
    op.create_table(
        'brought_files',
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('brought_by', sa.String(length=36), nullable=False),
        sa.Column('person_id', sa.String(length=36), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('bytes', sa.BigInteger(), nullable=False),
        sa.Column('wrong', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['brought_by'], ['people.id'], name=op.f('fk_brought_files_brought_by_people')),
        sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_brought_files_person_id_people')),
        sa.PrimaryKeyConstraint('sha256', 'brought_by', name=op.f('pk_brought_files')),
    )
    op.create_index('ix_brought_files_day', 'brought_files', ['brought_by', 'at'])
    op.create_table(
        'origins',
        sa.Column('entry_id', sa.String(length=36), nullable=False),
        sa.Column('file', sa.String(length=64), nullable=False),
        sa.Column('brought_by', sa.String(length=36), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('vouched', sa.String(length=10), nullable=False),
        sa.Column('vouched_at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['brought_by'], ['people.id'], name=op.f('fk_origins_brought_by_people')),
        sa.ForeignKeyConstraint(['entry_id'], ['entries.id'], name=op.f('fk_origins_entry_id_entries')),
        sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_origins')),
    )
    op.create_index(op.f('ix_origins_file'), 'origins', ['file'])
    op.create_table(
        'brought_lines',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('entry_id', sa.String(length=36), nullable=False),
        sa.Column('hash', sa.String(length=64), nullable=False),
        sa.Column('person_id', sa.String(length=36), nullable=False),
        sa.Column('file', sa.String(length=64), nullable=False),
        sa.Column('brought_by', sa.String(length=36), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('device_id', sa.String(length=36), nullable=False),
        sa.Column('seq', sa.BigInteger(), nullable=False),
        sa.Column('chain', sa.String(length=64), nullable=False),
        sa.Column('body', sa.LargeBinary(), nullable=False),
        sa.Column('at_server', sa.BigInteger(), nullable=True),
        sa.Column('offset', sa.BigInteger(), nullable=False),
        sa.Column('walk_id', sa.String(length=36), nullable=True),
        sa.Column('kind', sa.String(length=40), nullable=True),
        sa.Column('verdict', sa.String(length=10), nullable=True),
        sa.Column('verdict_at', sa.BigInteger(), nullable=True),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['brought_by'], ['people.id'], name=op.f('fk_brought_lines_brought_by_people')),
        sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_brought_lines_person_id_people')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_brought_lines')),
        sa.UniqueConstraint('person_id', 'entry_id', 'hash', name=op.f('uq_brought_lines_person_id')),
    )
    op.create_index(op.f('ix_brought_lines_file'), 'brought_lines', ['file'])
    op.create_index(op.f('ix_brought_lines_walk_id'), 'brought_lines', ['walk_id'])
    op.create_table(
        'brought_photos',
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('person_id', sa.String(length=36), nullable=False),
        sa.Column('file', sa.String(length=64), nullable=False),
        sa.Column('brought_by', sa.String(length=36), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['brought_by'], ['people.id'], name=op.f('fk_brought_photos_brought_by_people')),
        sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_brought_photos_person_id_people')),
        sa.ForeignKeyConstraint(['sha256'], ['photo_files.sha256'], name=op.f('fk_brought_photos_sha256_photo_files')),
        sa.PrimaryKeyConstraint('sha256', 'person_id', name=op.f('pk_brought_photos')),
    )


def downgrade():
    for table in ('brought_photos', 'brought_lines', 'origins', 'brought_files', 'device_secrets'):
        op.drop_table(table)
