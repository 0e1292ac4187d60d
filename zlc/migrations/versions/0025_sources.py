"""Where a problem comes from; one that is registered on the desk has no walk

Revision: 0025, after 0023
"""
import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = '0025'
down_revision = '0023'
branch_labels = None
depends_on = None

MUST, MAY = 'walk_id VARCHAR(36) NOT NULL', 'walk_id VARCHAR(36)'
COLUMNS = ('source', 'channel', 'outside_number')


def upgrade():
    _walk_may_be_missing(True)
    op.add_column('problems', sa.Column('source', sa.String(length=20), nullable=False, server_default='walk'))
    op.add_column('problems', sa.Column('channel', sa.String(length=20), nullable=True))
    op.add_column('problems', sa.Column('outside_number', sa.String(length=60), nullable=False, server_default=''))
    op.execute("UPDATE problems SET source = 'counter' WHERE walk_id IN (SELECT id FROM walks WHERE counter)")
    op.execute("UPDATE problems SET source = 'proposal' WHERE id IN (SELECT entry_id FROM gap_decisions WHERE verb = 'accepted')")


def downgrade():
    without = op.get_bind().scalar(sa.text("SELECT count(*) FROM problems WHERE walk_id IS NULL"))
    if without:  # the release before cannot show them, and nothing of what people wrote is thrown away
        raise CommandError(f'有 {without} 条问题是电脑上登记的，没有走流程，上一版放不下，没有退回，数据都在。要用上一版，请恢复升级之前的备份。')
    for column in COLUMNS:
        op.drop_column('problems', column)
    _walk_may_be_missing(False)


def _walk_may_be_missing(may):
    if op.get_bind().dialect.name == 'sqlite':
        _respell(*((MUST, MAY) if may else (MAY, MUST)))
    else:
        op.alter_column('problems', 'walk_id', existing_type=sa.String(length=36), nullable=may)


def _respell(was, becomes):
    """SQLite cannot change a column. To build the table anew would copy every row and its twenty indexes, and cannot be done
    while other rows name it, inside a transaction; but whether a column may be empty changes nothing that lies in the file, so
    that the table's words alone are put right, as SQLite's own manual has it (lang_altertable, 「Making Other Kinds Of Table
    Schema Changes」). Triggers, indexes and keys stay as they are."""
    bind = op.get_bind()
    words = bind.scalar(sa.text("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'problems'"))
    quoted = was.replace('walk_id', '"walk_id"')
    found = next((one for one in (f'{was},', f'{quoted},') if words.count(one) == 1), None)
    if found is None:
        raise CommandError('问题清单的表不是本程序建的样子，没有改动。请恢复升级之前的备份，再和维护的人联系。')
    version = bind.scalar(sa.text('PRAGMA schema_version'))
    op.execute('PRAGMA writable_schema = on')
    bind.execute(
        sa.text("UPDATE sqlite_schema SET sql = :words WHERE type = 'table' AND name = 'problems'"),
        {'words': words.replace(found, f'{becomes},')},
    )
    op.execute(f'PRAGMA schema_version = {version + 1}')  # so that every connection reads it
    op.execute('PRAGMA writable_schema = reset')
