"""What was closed is looked at again some weeks later

Revision: 0039, after 0038
"""
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

from zlc.catalogue.calendar import working_day_from

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None

AFTER = timedelta(days=60)
SHANGHAI = timedelta(hours=8)
CLOSED = """
    SELECT r.id, max(e.at) FROM rectifications r JOIN rectification_events e ON e.rectification_id = r.id AND e.verb = 'verified'
    WHERE r.state = 'closed' GROUP BY r.id
"""


def upgrade():
    op.add_column('rectifications', sa.Column('recheck_on', sa.Date(), nullable=True))
    op.create_index('ix_rectifications_recheck_on', 'rectifications', ['recheck_on'])
    rows = op.get_bind().execute(sa.text(CLOSED)).all()
    for id_, at in rows:
        day = (datetime.fromtimestamp(at / 1000, UTC) + SHANGHAI).date()
        given = sa.text('UPDATE rectifications SET recheck_on = :day WHERE id = :id')
        op.get_bind().execute(given.bindparams(sa.bindparam('day', working_day_from(day + AFTER), sa.Date()), id=id_))


def downgrade():
    said = op.get_bind().scalar(sa.text("SELECT count(*) FROM rectification_events WHERE verb IN ('upheld', 'relapsed')"))
    if said:  # the release before has no words for it
        raise CommandError(f'已有 {said} 次成效复核，上一版放不下，没有退回，数据都在。要用上一版，请恢复升级之前的备份。')
    op.drop_index('ix_rectifications_recheck_on', table_name='rectifications')
    op.drop_column('rectifications', 'recheck_on')
