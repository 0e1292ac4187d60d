"""A problem's number stays as it was given, also after its walk was handed to another unit and when a unit is called otherwise

Revision: 0031, after 0021
"""
import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = '0031'
down_revision = '0021'
branch_labels = None
depends_on = None

UNIT = {
    'ix_problems_unit_found': ['unit_id', 'found_at', 'serial', 'state', 'quarter', 'stage', 'severity'],
    'ix_problems_unit_due': ['unit_id', 'due_on', 'serial'],
}
NUMBER = 'ix_problems_unit_number'
KEY, OLD_KEY = 'uq_problems_numbered_by', 'uq_problems_unit_id'
FOREIGN, OLD_FOREIGN = 'fk_problems_numbered_by_units', 'fk_problems_unit_id_units'
# As every page has said it until now: by the unit that has it, and what that is called.
AS_READ = """
UPDATE problems SET numbered_by = unit_id, full_number = (
  SELECT '〔' || substr(quarter, 1, 4) || '〕'
    || CASE substr(quarter, 6, 1) WHEN '1' THEN '一' WHEN '2' THEN '二' WHEN '3' THEN '三' ELSE '四' END || '季度-' || short || '-问题-'
    || CASE WHEN number < 10 THEN '00' WHEN number < 100 THEN '0' ELSE '' END || CAST(number AS varchar)
  FROM units WHERE units.id = problems.unit_id)"""
ALIKE = """
SELECT count(*) FROM problems one WHERE numbered_by <> unit_id AND EXISTS (
  SELECT 1 FROM problems other
  WHERE other.unit_id = one.unit_id AND other.quarter = one.quarter AND other.number = one.number AND other.id <> one.id)"""
# What SQLite's own statements leave in the table's words, and what belongs there.
NAMES = ((f'{OLD_KEY} UNIQUE', f'{KEY} UNIQUE'), (f'{OLD_FOREIGN} FOREIGN', f'{FOREIGN} FOREIGN'))
MAY, MUST = (f'unit_id VARCHAR(36){must} CONSTRAINT {OLD_FOREIGN} REFERENCES' for must in ('', ' NOT NULL'))


def _on_sqlite():
    return op.get_bind().dialect.name == 'sqlite'


def upgrade():
    for name in UNIT:
        op.drop_index(name, table_name='problems')
    op.add_column('problems', sa.Column('full_number', sa.Text(), nullable=False, server_default=''))
    if _on_sqlite():
        # The constraint goes with its column to another name: SQLite can neither drop nor add one, and would have to build the
        # table anew, which is not to be had here (revision 0025).
        op.execute('ALTER TABLE problems RENAME COLUMN unit_id TO numbered_by')
        op.execute(f'ALTER TABLE problems ADD COLUMN {MAY} units (id)')
        op.execute('UPDATE problems SET unit_id = numbered_by')
        _respell(*NAMES, (MAY, MUST))
    else:
        op.add_column('problems', sa.Column('numbered_by', sa.String(length=36), nullable=True))
    op.execute(AS_READ)
    if not _on_sqlite():
        op.alter_column('problems', 'numbered_by', existing_type=sa.String(length=36), nullable=False)
        op.create_foreign_key(FOREIGN, 'problems', 'units', ['numbered_by'], ['id'])
        op.drop_constraint(OLD_KEY, 'problems', type_='unique')
        op.create_unique_constraint(KEY, 'problems', ['numbered_by', 'quarter', 'number'])
    for name, columns in UNIT.items():
        op.create_index(name, 'problems', columns)
    op.create_index(NUMBER, 'problems', ['unit_id', 'quarter', 'number', 'serial'])


def downgrade():
    alike = op.get_bind().scalar(sa.text(ALIKE))
    if alike:  # the release before would have numbered one of them anew, and papers have the number
        raise CommandError(f'有 {alike} 条问题随走流程转到了别的单位，仍用原来的编号，上一版里会和那里的重号，没有退回，数据都在。要用上一版，请恢复升级之前的备份。')
    for name in (NUMBER, *UNIT):
        op.drop_index(name, table_name='problems')
    if _on_sqlite():
        op.drop_column('problems', 'unit_id')
        op.execute('ALTER TABLE problems RENAME COLUMN numbered_by TO unit_id')
        _respell(*((is_, was) for was, is_ in NAMES))
    else:
        op.drop_constraint(KEY, 'problems', type_='unique')
        op.drop_column('problems', 'numbered_by')
        op.create_unique_constraint(OLD_KEY, 'problems', ['unit_id', 'quarter', 'number'])
    op.drop_column('problems', 'full_number')
    for name, columns in UNIT.items():
        op.create_index(name, 'problems', columns)


def _respell(*changes):
    """Names, and whether a column may be empty, change nothing that lies in the file: the table's words alone are put right
    (revision 0025 says why)."""
    bind = op.get_bind()
    words = bind.scalar(sa.text("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'problems'"))
    for was, becomes in changes:
        if words.count(was) != 1:
            raise CommandError('问题清单的表不是本程序建的样子，没有改动。请恢复升级之前的备份，再和维护的人联系。')
        words = words.replace(was, becomes)
    version = bind.scalar(sa.text('PRAGMA schema_version'))
    op.execute('PRAGMA writable_schema = on')
    bind.execute(sa.text("UPDATE sqlite_schema SET sql = :words WHERE type = 'table' AND name = 'problems'"), {'words': words})
    op.execute(f'PRAGMA schema_version = {version + 1}')
    op.execute('PRAGMA writable_schema = reset')
