"""Every field of the field app stands on a draft (docs/decisions/0024): no screen makes one of its own."""

import re

from zlc.config import ROOT

CLIENT = ROOT / "static/client"
FIELD = re.compile(r"<(?:input|textarea|select)\b|contentEditable|h\('(?:input|textarea|select)'")
COMMENT = re.compile(r"/\*[\s\S]*?\*/|//.*")
# Where the elements themselves are written.
ELEMENTS = {
    "kit/field.tsx": "the fields; the compiler lets nobody fill one but by `typed` and `atOnce`",
    "screens/photos/pick.tsx": "a file input: a photo chosen is stored at once, or kept by its sheet while it is being covered",
}
# Choices without a draft, and where they are kept instead.
AT_ONCE = {
    "screens/counter/case_panel.tsx": "a result is an entry at the tap",
    "screens/particulars/element.tsx": "a judgement is an entry at the tap",
    "screens/particulars/material_row.tsx": "a mark of a material is an entry at the tap",
    "screens/particulars/rating.tsx": "a rating is an entry at the tap",
    "parts/discreet_switch.tsx": "a setting of the phone",
    "screens/photos/wishes.tsx": "a setting of the phone",
    "kit/type_size.tsx": "a setting of the phone",
    "screens/photos/edit.tsx": "the tool in hand while a picture is covered, which lives in memory only (decision 14)",
}


# What stands inside a form that its caller gives.
PIECES = ("live/draft.ts", "parts/matter_picker.tsx", "parts/opening_fields.tsx", "screens/entry/corrections.tsx")


def sources() -> dict[str, str]:
    files = [path for room in ("facts", "live", "kit", "parts", "screens") for path in (CLIENT / room).rglob("*.ts*")]
    found = {str(path.relative_to(CLIENT)): path.read_text() for path in files}
    assert len(found) > 90
    return found


def test_no_screen_writes_a_field_of_its_own():
    assert {name for name, text in sources().items() if FIELD.search(COMMENT.sub("", text))} == set(ELEMENTS)
    (file_input,) = re.findall(r"<input [^>]*", sources()["screens/photos/pick.tsx"])
    assert 'type="file"' in file_input


def test_what_is_stored_without_a_draft_is_listed_with_its_reason():
    using = {name for name, text in sources().items() if "atOnce(" in text}
    assert using == set(AT_ONCE)


def test_only_one_place_says_that_a_value_is_kept():
    assert {file for file, text in sources().items() if re.search(r"\bas (?:unknown as )?Bound\b", text)} == {"live/draft.ts"}
    assert sources()["live/draft.ts"].count("as Bound<") == 2


def test_whoever_shows_a_drafts_fields_says_when_they_were_found_again():
    """`Form`, `FormScreen` and `Drafted` do; a field outside them would be typed into before its draft was read."""
    for name, text in sources().items():
        if "typed(" in text and name not in PIECES:
            assert re.search(r"<Form \w|<Drafted|draft=\{form\}", text), name
