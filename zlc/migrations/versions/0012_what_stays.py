"""What was recorded stays, also against REPLACE, TRUNCATE and changes beside the body; the lines of the audit log are
numbered and chained; which photos are restricted

Revision: 0012, after 0011
"""
import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

BATCH, MANY = 1000, 20_000
ENTRY = ('id', 'hash', 'device_id', 'seq', 'chain', 'author_id', 'received_at', 'at_server')
WHILE_HELD = ('status', 'why', 'message', 'walk_id', 'kind')
# A later version reads what it held, and finds that a coordinator has to decide it: it is held for that now.
UNDERSTOOD = (
    "OLD.status = 'held' AND NEW.status = 'held' AND OLD.why IN ('unknown_kind', 'bad_body', 'bad_field')"
    " AND NEW.why IN ('moves_walk', 'strikes_out')"
)
LINE = ('id', 'at', 'person_id', 'username', 'address', 'verb', 'about', 'success', 'detail')
BEFORE = [  # as 0002 has it
    ('audit_lines', 'update', None),
    ('audit_lines', 'delete', None),
    ('entries', 'delete', None),
    ('entries', 'update', 'NEW.id <> OLD.id OR NEW.hash <> OLD.hash OR (NEW.body IS NOT NULL AND (OLD.body IS NULL OR NEW.body <> OLD.body))'),
]


def _on_sqlite():
    return op.get_bind().dialect.name == 'sqlite'


def _change(columns):
    """True when one of these columns changes; NULL counts as a value. PostgreSQL cannot compare json."""
    word, cast = ('IS NOT', '') if _on_sqlite() else ('IS DISTINCT FROM', '::text')
    return ' OR '.join(
        f'NEW."{name}"{cast if name == "detail" else ""} {word} OLD."{name}"{cast if name == "detail" else ""}' for name in columns
    )


def _rules():
    """(table, action, when it is refused; None: always). SQLite's REPLACE, of an INSERT or an UPDATE, takes away every
    row that stands in the way of a unique index or of the rowid, and asks no DELETE trigger while recursive_triggers is
    off, which is whoever's choice has opened the file. So what would stand in the way is looked for first."""
    entry = (
        f'{_change(ENTRY)} OR (NEW.body IS NOT NULL AND ({_change(["body"])}))'
        f" OR NOT (OLD.status = 'held' AND NEW.status = 'stored') AND NOT ({UNDERSTOOD}) AND ({_change(WHILE_HELD)})"
        ' OR NEW."commit" < OLD."commit" OR (NEW."commit" = OLD."commit" AND NEW.n <> OLD.n)'
    )
    line = f'OLD.n IS NOT NULL OR NEW.n IS NULL OR NEW.chain IS NULL OR {_change(LINE)}'
    new_line = 'NEW.n IS NOT NULL OR NEW.chain IS NOT NULL'
    if not _on_sqlite():
        return [
            ('entries', 'update', entry), ('entries', 'delete', None), ('entries', 'truncate', None),
            ('audit_lines', 'update', line), ('audit_lines', 'insert', new_line), ('audit_lines', 'delete', None),
            ('audit_lines', 'truncate', None),
        ]  # fmt: skip
    place = '"commit" = NEW."commit" AND n = NEW.n'
    return [
        ('entries', 'update', f'{entry} OR NEW.rowid <> OLD.rowid OR EXISTS (SELECT 1 FROM entries WHERE {place} AND id <> OLD.id)'),
        ('entries', 'insert', f'EXISTS (SELECT 1 FROM entries WHERE id = NEW.id OR ({place}) OR rowid = NEW.rowid)'),
        ('entries', 'delete', None),
        ('audit_lines', 'update', f'{line} OR NEW.rowid <> OLD.rowid OR EXISTS (SELECT 1 FROM audit_lines WHERE n = NEW.n)'),
        ('audit_lines', 'insert', f'{new_line} OR EXISTS (SELECT 1 FROM audit_lines WHERE id = NEW.id OR rowid = NEW.rowid)'),
        ('audit_lines', 'delete', None),
    ]  # fmt: skip


def _guard(rules):
    for table, action, condition in rules:
        when = f'WHEN ({condition}) ' if condition else ''
        name, begin = f'{table}_no_{action}', f'BEFORE {action.upper()} ON {table}'
        if _on_sqlite():
            op.execute(f"CREATE TRIGGER {name} {begin} {when}BEGIN SELECT RAISE(ABORT, 'what was recorded stays'); END")
            continue
        each = 'STATEMENT' if action == 'truncate' else 'ROW'
        op.execute(f'CREATE TRIGGER {name} {begin} FOR EACH {each} {when}EXECUTE FUNCTION refuse_change()')
        # Also for a session that calls itself a replica.
        op.execute(f'ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}')


def _unguard(rules):
    for table, action, _ in rules:
        op.execute(f'DROP TRIGGER {table}_no_{action}' + ('' if _on_sqlite() else f' ON {table}'))


def upgrade():
    _unguard(BEFORE)
    op.add_column('audit_lines', sa.Column('n', sa.BigInteger(), nullable=True))
    op.add_column('audit_lines', sa.Column('chain', sa.String(length=64), nullable=True))
    _chain_lines()
    sealed, unsealed = sa.text('n IS NOT NULL'), sa.text('n IS NULL')
    op.create_index('ix_audit_lines_n', 'audit_lines', ['n'], unique=True, sqlite_where=sealed, postgresql_where=sealed)
    op.create_index('ix_audit_lines_unsealed', 'audit_lines', ['at', 'id'], sqlite_where=unsealed, postgresql_where=unsealed)
    _guard(_rules())
    # No query asks for it (held entries have their own): it pays for the trigger on INSERT, which a push must not feel.
    op.drop_index('ix_entries_author_id', table_name='entries')
    op.create_table(
        'restricted_photos',
        sa.Column('entry_id', sa.String(length=36), nullable=False),
        sa.Column('walk_id', sa.String(length=36), nullable=False),
        sa.Column('author_id', sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(['walk_id'], ['walks.id'], name=op.f('fk_restricted_photos_walk_id_walks')),
        sa.PrimaryKeyConstraint('entry_id', 'walk_id', name=op.f('pk_restricted_photos')),
    )
    op.create_index(op.f('ix_restricted_photos_walk_id'), 'restricted_photos', ['walk_id'])
    _find_restricted()


def _chain_lines():
    """As zlc/accounts/chain.py chains new ones: in the order of time, then id."""
    bind = op.get_bind()
    lines = sa.table('audit_lines', *(sa.column(name) for name in (*LINE[:-2], 'n', 'chain')),
                     sa.column('success', sa.Boolean), sa.column('detail', sa.JSON))
    total = bind.scalar(sa.select(sa.func.count()).select_from(lines))
    wanted = sa.select(*(lines.c[name] for name in LINE)).order_by(lines.c.at, lines.c.id).limit(BATCH)
    told = sa.update(lines).where(lines.c.id == sa.bindparam('key')).values(n=sa.bindparam('number'), chain=sa.bindparam('link'))
    n, chain, after = 0, '', None
    while rows := bind.execute(wanted if after is None else wanted.where(sa.tuple_(lines.c.at, lines.c.id) > after)).all():
        marked = []
        for row in rows:
            n += 1
            said = json.dumps([n, *row], ensure_ascii=False, separators=(',', ':'), sort_keys=True)
            chain = hashlib.sha256((chain + said).encode('utf-8', 'surrogatepass')).hexdigest()
            marked.append({'key': row.id, 'number': n, 'link': chain})
        bind.execute(told, marked)
        after = sa.tuple_(sa.literal(rows[-1].at), sa.literal(rows[-1].id))
        if total > MANY and (n % MANY < BATCH or n == total):
            print(f'审计日志编号：{n} / {total}', flush=True)


def _find_restricted():
    """Their authors are left open, so that whoever folds these walks next finds a difference and sends them anew:
    phones that were told their words drop them."""
    bind = op.get_bind()
    entries = sa.table('entries', *(sa.column(name) for name in ('id', 'walk_id', 'kind', 'status')), sa.column('body', sa.LargeBinary))
    wanted = sa.select(entries.c.id, entries.c.walk_id, entries.c.kind, entries.c.body).where(
        entries.c.status == 'stored', entries.c.kind.in_(['photo', 'amend']), entries.c.body.is_not(None))
    found = set()
    for row in bind.execute(wanted):
        data = json.loads(row.body)['data'] if b'restricted' in row.body else {}
        if row.kind == 'photo' and data.get('restricted') is True:
            found.add((row.walk_id, row.id))
        elif row.kind == 'amend' and 'restricted' in data.get('set', ()):
            found.add((row.walk_id, data['target']))
    restricted = sa.table('restricted_photos', sa.column('walk_id'), sa.column('entry_id'))
    walks = sa.table('walks', sa.column('id'), sa.column('marked', sa.Boolean))
    for walk_id, entry_id in sorted(found):
        bind.execute(sa.insert(restricted).values(walk_id=walk_id, entry_id=entry_id))
        bind.execute(sa.update(walks).where(walks.c.id == walk_id).values(marked=True))


def downgrade():
    op.drop_table('restricted_photos')
    op.create_index('ix_entries_author_id', 'entries', ['author_id'])
    _unguard(_rules())
    op.drop_index('ix_audit_lines_unsealed', table_name='audit_lines')
    op.drop_index('ix_audit_lines_n', table_name='audit_lines')
    op.drop_column('audit_lines', 'chain')
    op.drop_column('audit_lines', 'n')
    for table, action, condition in BEFORE:
        when, name = (f'WHEN ({condition}) ' if condition else ''), f'{table}_no_{action}'
        begin = f'CREATE TRIGGER {name} BEFORE {action.upper()} ON {table} '
        if _on_sqlite():
            op.execute(f"{begin}{when}BEGIN SELECT RAISE(ABORT, 'what was recorded stays'); END")
        else:
            op.execute(f'{begin}FOR EACH ROW {when}EXECUTE FUNCTION refuse_change()')
