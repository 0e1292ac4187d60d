"""What happened to a problem, what was decided about held entries and which files were brought are counted as they come

Revision: 0016, after 0015
"""
from itertools import groupby, permutations

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

BATCH = 500
MOST = 6  # events of one instant whose every order is tried
NEW = ('new', False, False, None)  # state, frozen, struck, due on
# (table, its constraint, counted within, by what old rows stand). Who takes a walk sets aside, at that instant, what else was
# wished for it. What came by one push came in the order of its place.
COUNTED = [
    ('problem_events', ['problem_id', 'n'], 'PARTITION BY problem_id', 'at, id', 'id'),
    ('held_decisions', ['n'], '', "at, CASE verb WHEN 'take' THEN 0 ELSE 1 END, (SELECT e.\"commit\" FROM entries e WHERE e.id = entry_id),"
     ' (SELECT e.n FROM entries e WHERE e.id = entry_id), entry_id', 'entry_id'),
    ('brought_files', ['n'], '', 'at, sha256, brought_by', 'sha256, brought_by'),
]  # fmt: skip


def upgrade():
    for table, unique, within, order, key in COUNTED:
        op.add_column(table, sa.Column('n', sa.Integer(), nullable=True))
        same = ' AND '.join(f'o.{name} = {table}.{name}' for name in key.split(', '))
        counted = f'SELECT {key}, row_number() OVER ({within} ORDER BY {order}) AS counted FROM {table}'
        op.execute(f'UPDATE {table} SET n = o.counted FROM ({counted}) AS o WHERE {same}')
        if table == 'problem_events':
            _untie(op.get_bind())
        with op.batch_alter_table(table) as batch:
            batch.alter_column('n', existing_type=sa.Integer(), nullable=False)
            batch.create_unique_constraint(op.f(f'uq_{table}_{unique[0]}'), unique)
    op.drop_index('ix_problem_events_problem_id', table_name='problem_events')


def _untie(bind):
    """Events of one problem in one millisecond: each needs the state that the one before has left."""
    events = sa.table('problem_events', *(sa.column(name) for name in ('id', 'problem_id', 'at', 'verb', 'n')), sa.column('detail', sa.JSON))
    problems = sa.table('problems', *(sa.column(name) for name in ('id', 'state')), sa.column('frozen', sa.Boolean),
                        sa.column('struck', sa.Boolean), sa.column('due_on', sa.Date))
    tied = sa.select(events.c.problem_id).group_by(events.c.problem_id, events.c.at).having(sa.func.count() > 1)
    wanted = sa.select(problems).where(problems.c.id.in_(tied)).order_by(problems.c.id).limit(BATCH)
    set_n = sa.update(events).where(events.c.id == sa.bindparam('key')).values(n=sa.bindparam('number'))
    after = ''
    while rows := bind.execute(wanted.where(problems.c.id > after)).all():
        ends = {row.id: (row.state, bool(row.frozen), bool(row.struck), row.due_on.isoformat() if row.due_on else None) for row in rows}
        found = bind.execute(sa.select(events).where(events.c.problem_id.in_(list(ends))).order_by(events.c.problem_id, events.c.n)).all()
        numbered = []
        for problem_id, some in groupby(found, key=lambda event: event.problem_id):
            placed = in_order(list(some), ends[problem_id])
            numbered += [{'key': event.id, 'number': n} for n, event in enumerate(placed, 1) if event.n != n]
        if numbered:
            bind.execute(set_n, numbered)
        after = rows[-1].id


def in_order(events, end):
    """Those of one problem, of which those of one instant stand as they must have happened; `end` is how the problem is now.
    Where several orders are possible, or none, they keep the one that they have."""
    groups = [list(some) for _, some in groupby(events, key=lambda event: event.at)]
    now, placed = NEW, []
    for group, following in zip(groups, [*groups[1:], None], strict=True):
        if 1 < len(group) <= MOST:
            group = min(permutations(group), key=lambda some, before=now, then=following: _wrong(some, before, then, end))
        for event in group:
            now = _step(event, now)[1]
        placed += group
    return placed


def _wrong(group, now, following, end):
    """How many of these could not have happened after `now`, one after the other, and before what follows."""
    count = 0
    for event in group:
        possible, now = _step(event, now)
        count += not possible
    if following is None:
        return count + (now != end)
    return count + (not any(_step(event, now)[0] for event in following))


def _step(event, now):
    """(whether it can happen to a problem that stands so, how it stands afterwards), by the rules of revision 0013."""
    (state, frozen, struck, due), verb, detail = now, event.verb, event.detail or {}
    if verb == 'confirmed':
        return state == 'new', ('confirmed', True, struck, due)
    if verb == 'assigned':
        return state in ('confirmed', 'rectifying'), ('rectifying', frozen, struck, detail.get('due_on'))
    if verb == 'rejected':
        return state in ('new', 'confirmed', 'rectifying'), (detail.get('state'), frozen, struck, due)
    if verb == 'reopened':
        back = 'new' if not frozen else 'rectifying' if due else 'confirmed'
        return state == detail.get('state'), (back, frozen, struck, due)
    if verb == 'withdrawn':
        return state == 'new' and not struck, ('withdrawn', frozen, True, due)
    if verb == 'restored':
        return state == 'withdrawn' and struck, ('new', frozen, False, due)
    if verb == 'struck':
        return state != 'new' and not struck, (state, frozen, True, due)
    if verb == 'unstruck':
        return state != 'withdrawn' and struck, (state, frozen, False, due)
    if verb == 'moved':
        return True, ('confirmed', frozen, struck, None) if state == 'rectifying' else now
    return frozen, now  # an amendment that was accepted


def downgrade():
    op.create_index('ix_problem_events_problem_id', 'problem_events', ['problem_id'])
    for table, unique, *_ in COUNTED:
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(f'uq_{table}_{unique[0]}', type_='unique')
            batch.drop_column('n')
