"""What was given out becomes a rectification: owner, department, day and history stand in it

Revision: 0033, after 0032
"""
import json
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_OID, uuid5

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

from zlc.search.words import haystack_of

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None

ORDERS = {
    'begun': ['begun_at', 'serial', 'state', 'quarter', 'kind'], 'due': ['due_on', 'serial'], 'number': ['quarter', 'number', 'serial'],
}
INDEXES = {
    **{f'ix_rectifications_unit_{order}': ['unit_id', *columns] for order, columns in ORDERS.items()},
    **{f'ix_rectifications_{order}': columns for order, columns in ORDERS.items()},
    **{
        f'ix_rectifications_{way}_{order}': [way, *(column for column in columns if column != way)]
        for way in ('state', 'quarter', 'kind') for order, columns in ORDERS.items() if columns[0] != way
    },
    'ix_rectifications_owner_id': ['owner_id'],
}
# The search index, as revision 0014 has it for problems.
TRIGGERS = {
    'insert': "AFTER INSERT ON rectifications BEGIN {put} END",
    'delete': "AFTER DELETE ON rectifications BEGIN {take} END",
    'update': "AFTER UPDATE OF haystack, serial ON rectifications"
    " WHEN NEW.haystack IS NOT OLD.haystack OR NEW.serial IS NOT OLD.serial BEGIN {take} {put} END",
}
PUT = "INSERT INTO rectifications_search (rowid, tokens) VALUES (NEW.serial, zlc_tokens(NEW.haystack));"
TAKE = "INSERT INTO rectifications_search (rectifications_search, rowid, tokens) VALUES ('delete', OLD.serial, zlc_tokens(OLD.haystack));"
STATES = {'rectifying': 'working', 'solved': 'submitted', 'closed': 'closed'}  # of any other problem it is over
PLAIN = {'begun', 'reassigned', 'rescheduled'}  # what the release before says too, in other words
NUMERALS = '一二三四'


def _on_sqlite():
    return op.get_bind().dialect.name == 'sqlite'


def upgrade():
    rows = _tables()
    op.add_column('problems', sa.Column('rectification_count', sa.Integer(), nullable=False, server_default='0'))
    _index()
    _move(*rows)


def _tables():
    rows = op.create_table(
        'rectifications',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('unit_id', sa.String(length=36), nullable=False),
        sa.Column('quarter', sa.String(length=6), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('numbered_by', sa.String(length=36), nullable=False),
        sa.Column('full_number', sa.Text(), nullable=False),
        sa.Column('serial', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(length=20), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('matter_name', sa.Text(), nullable=False),
        sa.Column('problem_count', sa.Integer(), nullable=False),
        sa.Column('begun_at', sa.BigInteger(), nullable=False),
        sa.Column('begun_by', sa.String(length=36), nullable=True),
        sa.Column('given_by', sa.String(length=36), nullable=True),
        sa.Column('owner_id', sa.String(length=36), nullable=True),
        sa.Column('department', sa.String(length=60), nullable=False),
        sa.Column('difficulty', sa.String(length=1), nullable=True),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('cause', sa.String(length=20), nullable=True),
        sa.Column('measure', sa.Text(), nullable=False),
        sa.Column('figure', sa.String(length=20), nullable=True),
        sa.Column('target', sa.Text(), nullable=False),
        sa.Column('criterion', sa.Text(), nullable=False),
        sa.Column('effect', sa.Text(), nullable=False),
        sa.Column('submitted_by', sa.String(length=36), nullable=True),
        sa.Column('extension', sa.JSON(none_as_null=True), nullable=True),
        sa.Column('note_count', sa.Integer(), nullable=False),
        sa.Column('haystack', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['numbered_by'], ['units.id'], name=op.f('fk_rectifications_numbered_by_units')),
        sa.ForeignKeyConstraint(['owner_id'], ['people.id'], name=op.f('fk_rectifications_owner_id_people')),
        sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_rectifications_unit_id_units')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_rectifications')),
        sa.UniqueConstraint('numbered_by', 'quarter', 'number', name=op.f('uq_rectifications_numbered_by')),
    )
    links = op.create_table(
        'rectification_links',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('rectification_id', sa.String(length=36), nullable=False),
        sa.Column('n', sa.Integer(), nullable=False),
        sa.Column('problem_id', sa.String(length=36), nullable=True),
        sa.Column('need_id', sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(['need_id'], ['needs.id'], name=op.f('fk_rectification_links_need_id_needs')),
        sa.ForeignKeyConstraint(['problem_id'], ['problems.id'], name=op.f('fk_rectification_links_problem_id_problems')),
        sa.ForeignKeyConstraint(
            ['rectification_id'], ['rectifications.id'], name=op.f('fk_rectification_links_rectification_id_rectifications')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_rectification_links')),
        sa.UniqueConstraint('rectification_id', 'n', name=op.f('uq_rectification_links_rectification_id')),
        sa.UniqueConstraint('problem_id', 'rectification_id', name=op.f('uq_rectification_links_problem_id')),
        sa.UniqueConstraint('need_id', 'rectification_id', name=op.f('uq_rectification_links_need_id')),
    )
    op.create_table(
        'rectification_evidence',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('rectification_id', sa.String(length=36), nullable=False),
        sa.Column('n', sa.Integer(), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('by', sa.String(length=36), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ['rectification_id'], ['rectifications.id'], name=op.f('fk_rectification_evidence_rectification_id_rectifications')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_rectification_evidence')),
        sa.UniqueConstraint('rectification_id', 'n', name=op.f('uq_rectification_evidence_rectification_id')),
    )
    events = op.create_table(
        'rectification_events',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('rectification_id', sa.String(length=36), nullable=False),
        sa.Column('n', sa.Integer(), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('by', sa.String(length=36), nullable=True),
        sa.Column('verb', sa.String(length=20), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('detail', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ['rectification_id'], ['rectifications.id'], name=op.f('fk_rectification_events_rectification_id_rectifications')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_rectification_events')),
        sa.UniqueConstraint('rectification_id', 'n', name=op.f('uq_rectification_events_rectification_id')),
    )
    return rows, links, events


def _index():
    op.create_index('ix_rectifications_serial', 'rectifications', ['serial'], unique=True)
    for name, columns in INDEXES.items():
        op.create_index(name, 'rectifications', columns)
    if _on_sqlite():
        op.execute(
            "CREATE VIRTUAL TABLE rectifications_search USING fts5(tokens, content='', columnsize=0, detail=none, tokenize='ascii')"
        )
        for when, what in TRIGGERS.items():
            op.execute(f"CREATE TRIGGER rectifications_search_{when} {what.format(put=PUT, take=TAKE)}")
    else:
        op.execute("CREATE INDEX ix_rectifications_search ON rectifications USING gin (zlc_tokens(haystack))")


def _move(rows, links, events):
    """Whatever somebody is responsible for. What was given out before its walk was handed on is told by the problem alone, whose
    own history stays as it is."""
    bind = op.get_bind()
    given = bind.execute(sa.text(
        'select p.id, p.unit_id, p.state, p.text, p.matter_name, p.assignee_id, p.department, p.due_on, u.short, a.name, p.found_at'
        ' from problems p join units u on u.id = p.unit_id left join people a on a.id = p.assignee_id'
        " where p.due_on is not null and (p.assignee_id is not null or p.department <> '')"
    )).all()  # fmt: skip
    told = {one.id: _told(bind, one.id) for one in given}
    given = sorted(given, key=lambda one: (told[one.id][0].at if told[one.id] else one.found_at, one.id))
    counted = {}
    for serial, one in enumerate(given, start=1):
        happened = told[one.id]
        began = happened[0].at if happened else one.found_at
        quarter = _quarter(began)
        number = counted[one.unit_id, quarter] = counted.get((one.unit_id, quarter), 0) + 1
        full = f'〔{quarter[:4]}〕{NUMERALS[int(quarter[5]) - 1]}季度-{one.short}-整改-{number:03d}'
        who = ' '.join(filter(None, (one.department, one.name)))
        id_ = str(uuid5(NAMESPACE_OID, f'rectification of {one.id}'))
        bind.execute(rows.insert().values(
            id=id_, unit_id=one.unit_id, quarter=quarter, number=number, numbered_by=one.unit_id, full_number=full, serial=serial,
            state=STATES.get(one.state, 'cancelled'), kind='by_day', text=one.text, matter_name=one.matter_name, problem_count=1,
            begun_at=began, begun_by=happened[0].by if happened else None, given_by=_last(happened, 'assigned'),
            owner_id=one.assignee_id, department=one.department, due_on=_day(one.due_on), measure='', target='', criterion='', effect='',
            note_count=0, haystack=haystack_of(filter(None, (
                one.text, full, f'{NUMERALS[int(quarter[5]) - 1]}季-{number:03d}', one.matter_name, who,
            ))),
        ))  # fmt: skip
        bind.execute(links.insert().values(id=str(uuid5(NAMESPACE_OID, f'link of {one.id}')), rectification_id=id_, n=1, problem_id=one.id))
        for n, (event, verb, detail) in enumerate(_history(happened, one.state), start=1):
            bind.execute(events.insert().values(
                id=str(uuid5(NAMESPACE_OID, f'rectification {verb} {event.id}')), rectification_id=id_, n=n, at=event.at, by=event.by, verb=verb,
                reason=event.reason, detail=detail,
            ))  # fmt: skip
    bind.execute(sa.text(
        'update problems set rectification_count = 1 where id in (select problem_id from rectification_links)'
    ))  # fmt: skip


def _told(bind, problem_id):
    """The events from the first time that it was given out, in this unit, on."""
    events = bind.execute(
        sa.text('select id, at, "by", verb, reason, detail from problem_events where problem_id = :id order by n'), {'id': problem_id}
    ).all()
    moved = max((n for n, event in enumerate(events, start=1) if event.verb == 'moved'), default=0)
    first = next((n for n, event in enumerate(events) if n >= moved and event.verb == 'assigned'), len(events))
    return events[first:]


def _history(happened, state):
    """(event, its verb, its detail): what the problem was told of being given out, and how that ended, if it did."""
    given = [event for event in happened if event.verb == 'assigned']
    for event in given:
        detail = _detail(event)
        if event is given[0]:
            detail['kind'] = 'by_day'
        yield event, 'begun' if event is given[0] else 'reassigned', detail
    if given and state not in STATES:
        yield happened[-1], 'cancelled', {'upgraded': True}


def _last(happened, verb):
    return next((event.by for event in reversed(happened) if event.verb == verb), None)


def _detail(event):
    return dict(json.loads(event.detail) if isinstance(event.detail, str) else event.detail)


def _quarter(at):
    day = (datetime.fromtimestamp(at / 1000, UTC) + timedelta(hours=8)).date()
    return f'{day.year:04d}Q{(day.month + 2) // 3}'


def _day(value):
    return date.fromisoformat(value) if isinstance(value, str) else value


def downgrade():
    """Who is responsible and until when stands with the problems anyway. What the release before has no words for is not thrown
    away: then nothing is changed."""
    bind = op.get_bind()
    _refuse_what_has_no_place(bind)
    events = sa.table('problem_events', sa.column('id', sa.String), sa.column('verb', sa.String), sa.column('detail', sa.JSON))
    for event in bind.execute(sa.select(events).where(events.c.verb.in_(['begun', 'followed']))).all():
        detail = {name: value for name, value in _detail(event).items() if name in ('to', 'due_on')}
        bind.execute(events.update().where(events.c.id == event.id).values(verb='assigned', detail=detail))
    if _on_sqlite():
        for when in TRIGGERS:
            op.execute(f"DROP TRIGGER IF EXISTS rectifications_search_{when}")
        op.execute("DROP TABLE rectifications_search")
    for name in ('rectification_events', 'rectification_evidence', 'rectification_links', 'rectifications'):
        op.drop_table(name)
    op.drop_column('problems', 'rectification_count')


def _refuse_what_has_no_place(bind):
    events = bind.execute(sa.text('select rectification_id, verb, detail from rectification_events')).all()
    more = {event.rectification_id for event in events if event.verb not in PLAIN and not _detail(event).get('upgraded')}
    several = bind.execute(sa.text(
        'select min(rectification_id) from rectification_links group by problem_id having count(*) > 1'
    )).all()  # fmt: skip
    if count := len(more | {one[0] for one in several}):
        raise CommandError(
            f'有 {count} 项整改已经认领、有措施、进展或者结论，上一版放不下，没有退回，数据都在。要用上一版，请恢复升级之前的备份。'
        )
