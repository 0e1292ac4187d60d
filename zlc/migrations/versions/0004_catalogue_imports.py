"""Imports of the catalogue: staged durably, row by row, until confirmed; what else a guide says of a matter;
editions of the step templates and the checklist

Revision: 0004, after 0003
"""
import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('matters', schema=None) as batch_op:
        batch_op.add_column(sa.Column('further', sa.JSON(), nullable=False, server_default='{}'))
    op.create_table(
        'imports',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('person_id', sa.String(length=36), nullable=False),
        sa.Column('unit_id', sa.String(length=36), nullable=True),
        sa.Column('default_unit_id', sa.String(length=36), nullable=True),
        sa.Column('stage', sa.String(length=10), nullable=False),
        sa.Column('mark', sa.String(length=36), nullable=False),
        sa.Column('fault', sa.Text(), nullable=True),
        sa.Column('file_name', sa.String(length=200), nullable=False),
        sa.Column('kind', sa.String(length=10), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('file', sa.LargeBinary(), nullable=True),
        sa.Column('sheets', sa.JSON(), nullable=False),
        sa.Column('sheet', sa.Text(), nullable=False),
        sa.Column('total', sa.Integer(), nullable=False),
        sa.Column('read_to', sa.Integer(), nullable=False),
        sa.Column('checked_to', sa.Integer(), nullable=False),
        sa.Column('header_row', sa.Integer(), nullable=False),
        sa.Column('header_rows', sa.Integer(), nullable=False),
        sa.Column('headers', sa.JSON(), nullable=False),
        sa.Column('mapping', sa.JSON(), nullable=False),
        sa.Column('began_at', sa.BigInteger(), nullable=False),
        sa.Column('ended_at', sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_imports_person_id_people')),
        sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_imports_unit_id_units')),
        sa.ForeignKeyConstraint(['default_unit_id'], ['units.id'], name=op.f('fk_imports_default_unit_id_units')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_imports')),
    )
    op.create_index(op.f('ix_imports_person_id'), 'imports', ['person_id'])
    op.create_table(
        'import_rows',
        sa.Column('import_id', sa.String(length=36), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('cells', sa.JSON(), nullable=False),
        sa.Column('outcome', sa.String(length=10), nullable=False),
        sa.Column('head', sa.Integer(), nullable=True),
        sa.Column('unit_id', sa.String(length=36), nullable=True),
        sa.Column('matter_id', sa.String(length=36), nullable=True),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('code', sa.Text(), nullable=False),
        sa.Column('values', sa.JSON(), nullable=False),
        sa.Column('changes', sa.JSON(), nullable=False),
        sa.Column('faults', sa.JSON(), nullable=False),
        sa.Column('notes', sa.JSON(), nullable=False),
        sa.Column('findings', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(['import_id'], ['imports.id'], name=op.f('fk_import_rows_import_id_imports')),
        sa.PrimaryKeyConstraint('import_id', 'number', name=op.f('pk_import_rows')),
    )


    op.create_table(
        'editions',
        sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('by', sa.String(length=36), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('templates', sa.JSON(), nullable=False),
        sa.Column('checklist', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(['by'], ['people.id'], name=op.f('fk_editions_by_people')),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_editions')),
    )


def downgrade():
    op.drop_table('editions')
    op.drop_table('import_rows')
    op.drop_index(op.f('ix_imports_person_id'), table_name='imports')
    op.drop_table('imports')
    with op.batch_alter_table('matters', schema=None) as batch_op:
        batch_op.drop_column('further')
