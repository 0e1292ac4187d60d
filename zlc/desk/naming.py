"""An entry named for people. No table is read here; names behind ids come in with `names`."""


from zlc import clock
from zlc.documents.masking import shortened
from zlc.walks import words
from zlc.walks.fold.state import EntryState, WalkState
from zlc.walks.photos.photos import is_restricted
from zlc.walks.words import Names


def about(state: WalkState, entry_id: str, names: Names) -> str:
    """An entry named for people: 「排队号 · 号码 A017」, 「13:52 取号排队」."""
    entry = state.entries.get(entry_id)
    if entry is None:
        return "还没有收到的记录"
    kind = words.KINDS.get(entry.kind, entry.kind)
    text = entry_words(entry, names)
    return f"{clock.local(entry.time):%H:%M} {kind}{'：' if text else ''}{shortened(text, 40)}"


def entry_words(entry: EntryState, names: Names) -> str:
    """A restricted photo's are not told, whatever has been amended since."""
    fields = entry.fields
    if entry.kind == "photo" and is_restricted(entry):
        fields = {**fields, "restricted": True}
    return words.describe(entry.kind, fields, names)
