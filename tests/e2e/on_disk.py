"""What the phone itself has on its disk, looked at and cleared past the app."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

# Opens this person's database as it is, and hands it to `look`; opened for each look, so that nothing is held up.
MINE = """async (look) => {
  const { name } = (await indexedDB.databases()).find((one) => one.name.startsWith('zlc-'));
  const asked = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const db = await asked(indexedDB.open(name));
  const all = (store) => asked(db.transaction(store).objectStore(store).getAll());
  const written = (store) => db.transaction(store, 'readwrite').objectStore(store);
  const clear = (store) => asked(written(store).clear());
  try { return await look(all, clear, written); } finally { db.close(); }
}"""
OWN = f"""() => ({MINE})(async (all) => (await all('entries')).filter((row) => row.own)
  .sort((a, b) => a.series - b.series || a.seq - b.seq))"""
KEPT = f"""words => ({MINE})(async (all) => {{
  while (!JSON.stringify(await all('drafts')).includes(words));
}})"""
# A transaction that goes on asking: until it ends, nobody else's is begun.
HELD_UP = f"""() => ({MINE})((all, clear, open) => {{
  window.heldUp = true;
  const drafts = open('drafts');
  const spin = () => {{ if (window.heldUp) drafts.get('').onsuccess = spin; }};
  spin();
}})"""
FORGOTTEN = f"() => ({MINE})((all, clear) => clear('drafts'))"

PICTURES = f"""() => ({MINE})(async (all) => {{
  const text = (bytes) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''));
  const rows = [...await all('photos'), ...await all('thumbs')];
  return rows.map((row) => text(row.bytes));
}})"""


def own_entries(page: Page) -> list[dict[str, Any]]:
    """The rows of every entry written here, in the order of their numbers."""
    rows: list[dict[str, Any]] = page.evaluate(OWN)
    return rows


def until_draft_kept(page: Page, words: str) -> None:
    """Returns once a draft with these words is on the disk: nothing on the screen says so of a draft."""
    page.evaluate(KEPT, words)


@contextmanager
def drafts_held_up(page: Page) -> Iterator[None]:
    """A disk that takes no draft meanwhile, as one that stalls."""
    page.evaluate(HELD_UP)
    try:
        yield
    finally:
        page.evaluate("() => { window.heldUp = false; }")


def forget_drafts(page: Page) -> None:
    """What was begun and not stored, in any form."""
    page.evaluate(FORGOTTEN)


def pictures(page: Page) -> list[bytes]:
    """The bytes of every photo and thumbnail this phone keeps, photos first."""
    return [base64.b64decode(text) for text in page.evaluate(PICTURES)]
