"""Problems are found by all that their row says: category, stage, department, who is responsible, and where it was

Revision: 0018, after 0017
"""
import sqlalchemy as sa
from alembic import op

from zlc.search.words import plain

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

BATCH, MANY = 2000, 20_000
FIRST = 4  # text, matter and two numbers: all that a haystack had
CATEGORIES = {
    'guidance': '办事指引不明', 'hidden_requirement': '指南与实际要求不一致', 'materials': '材料过多或重复提交',
    'strange_proof': '奇葩、循环、重复证明', 'inconsistent': '口径不一', 'one_notice': '一次告知不到位', 'form': '表单复杂、无样表',
    'queue': '排队等候久', 'resubmit_queue': '补正须重新排队', 'system': '系统卡顿或反复打回', 'unpredictable': '审核周期不可预期',
    'buck_passing': '部门间互推', 'facilities': '设施、无障碍与适老', 'awareness': '政策知晓度低', 'skill': '业务不熟',
    'attitude': '服务态度与纪律', 'fee': '收费与中介', 'other': '其他',
}
STAGES = {'consult': '咨询', 'form': '填表', 'queue': '排队', 'acceptance': '受理', 'result': '结果'}
# The index of revision 0014, which is quicker made anew than told each change.
TRIGGERS = {
    'insert': "AFTER INSERT ON problems BEGIN {put} END",
    'delete': "AFTER DELETE ON problems BEGIN {take} END",
    'update': "AFTER UPDATE OF haystack, serial ON problems"
    " WHEN NEW.haystack IS NOT OLD.haystack OR NEW.serial IS NOT OLD.serial BEGIN {take} {put} END",
}
PUT = "INSERT INTO problems_search (rowid, tokens) VALUES (NEW.serial, zlc_tokens(NEW.haystack));"
TAKE = (
    "INSERT INTO problems_search (problems_search, rowid, tokens) VALUES ('delete', OLD.serial, zlc_tokens(OLD.haystack));"
)


def upgrade():
    op.add_column('problems', sa.Column('place', sa.Text(), nullable=False, server_default=''))
    _without_the_index(lambda row: [*row.haystack.split('\n')[:FIRST], *(plain(one) for one in _said(row) if one)])
    op.create_index('ix_walks_place', 'walks', ['place'])
    op.create_index('ix_walks_recorder_id', 'walks', ['recorder_id'])


def _said(row):
    category = CATEGORIES.get(row.category, row.category) if row.category else '未分类'
    return category, STAGES.get(row.stage, ''), row.department, row.assignee or '', row.place or ''


def _without_the_index(lines_of):
    """Each row's haystack of the lines that are given for it, its place where its walk was; then the index of them."""
    sqlite = op.get_bind().dialect.name == 'sqlite'
    if sqlite:
        for when in TRIGGERS:
            op.execute(f"DROP TRIGGER IF EXISTS problems_search_{when}")
        op.execute("INSERT INTO problems_search (problems_search) VALUES ('delete-all')")
    else:
        op.execute("DROP INDEX ix_problems_search")
    _write(lines_of)
    if sqlite:
        _in_batches("INSERT INTO problems_search (rowid, tokens) SELECT serial, zlc_tokens(haystack) FROM problems"
                    " WHERE serial > :after AND serial <= :up_to")
        for when, what in TRIGGERS.items():
            op.execute(f"CREATE TRIGGER problems_search_{when} {what.format(put=PUT, take=TAKE)}")
    else:
        op.execute("CREATE INDEX ix_problems_search ON problems USING gin (zlc_tokens(haystack))")


def _write(lines_of):
    bind, after = op.get_bind(), 0
    wanted = sa.text(
        "SELECT p.serial, p.haystack, p.category, p.stage, p.department, a.name AS assignee, w.place FROM problems p"
        f" JOIN walks w ON w.id = p.walk_id LEFT JOIN people a ON a.id = p.assignee_id WHERE p.serial > :after ORDER BY p.serial LIMIT {BATCH}"
    )
    write = sa.text("UPDATE problems SET haystack = :haystack, place = :place WHERE serial = :serial")
    total = bind.scalar(sa.text("SELECT count(*) FROM problems"))
    written = 0
    while rows := bind.execute(wanted, {'after': after}).all():
        bind.execute(write, [
            {'serial': row.serial, 'haystack': '\n'.join(lines_of(row)), 'place': row.place or ''} for row in rows
        ])  # fmt: skip
        after, written = rows[-1].serial, written + len(rows)
        if total > MANY and written % MANY < BATCH:
            print(f'检索的内容：{written} / {total}', flush=True)


def _in_batches(statement):
    bind = op.get_bind()
    last = bind.scalar(sa.text("SELECT coalesce(max(serial), 0) FROM problems"))
    for after in range(0, last, BATCH):
        bind.execute(sa.text(statement), {'after': after, 'up_to': after + BATCH})


def downgrade():
    op.drop_index('ix_walks_recorder_id', table_name='walks')
    op.drop_index('ix_walks_place', table_name='walks')
    _without_the_index(lambda row: row.haystack.split('\n')[:FIRST])
    op.drop_column('problems', 'place')
