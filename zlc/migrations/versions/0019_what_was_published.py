"""What was published about a matter before each change of it; what the audit log is searched by

Revision: 0019, after 0018
"""
import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

SEARCHED = {'who': 'username', 'verb': 'verb', 'about': 'about', 'address': 'address'}


def upgrade():
    op.add_column('matters', sa.Column('version', sa.Integer(), server_default='1', nullable=False))
    op.add_column('matters', sa.Column('taken_back', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        'matter_changes',
        sa.Column('matter_id', sa.String(length=36), nullable=False),
        sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('by', sa.String(length=36), nullable=False),
        sa.Column('how', sa.String(length=10), nullable=False),
        sa.Column('import_id', sa.String(length=36), nullable=True),
        sa.Column('on_day', sa.Date(), nullable=True),
        sa.Column('before', sa.JSON(), nullable=True),
        sa.Column('reasons', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(['by'], ['people.id'], name=op.f('fk_matter_changes_by_people')),
        sa.ForeignKeyConstraint(['import_id'], ['imports.id'], name=op.f('fk_matter_changes_import_id_imports')),
        sa.ForeignKeyConstraint(['matter_id'], ['matters.id'], name=op.f('fk_matter_changes_matter_id_matters')),
        sa.PrimaryKeyConstraint('matter_id', 'number', name=op.f('pk_matter_changes')),
    )
    op.create_index('ix_matter_changes_import_id', 'matter_changes', ['import_id'])
    for way, column in SEARCHED.items():
        begins = {column: 'text_pattern_ops'} if way in ('about', 'address') else {}
        op.create_index(f'ix_audit_lines_{way}', 'audit_lines', [column, 'at'], postgresql_ops=begins)
    op.create_index(
        'ix_audit_lines_failed', 'audit_lines', ['at'], sqlite_where=sa.text('success IS 0'),
        postgresql_where=sa.text('success IS false'),
    )


def downgrade():
    # The release before knows no such stage, and its list of imports would not open; the catalogue is as before the import.
    op.execute("UPDATE imports SET stage = 'cancelled' WHERE stage = 'taken_back'")
    for way in ('failed', *SEARCHED):
        op.drop_index(f'ix_audit_lines_{way}', table_name='audit_lines')
    op.drop_table('matter_changes')
    op.drop_column('matters', 'taken_back')
    op.drop_column('matters', 'version')
