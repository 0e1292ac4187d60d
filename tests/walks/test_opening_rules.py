"""What an opening entry says: what of it is corrected, and what it lacks, as the phone has it too."""

import json
from typing import Any

import pytest

from zlc.config import ROOT
from zlc.walks.opening import corrected, fills, lacking, opening_of

OPENINGS = json.loads((ROOT / "tests/sync/openings.json").read_text())


@pytest.mark.parametrize("row", OPENINGS, ids=lambda row: row["about"])
def test_an_opening_is_corrected_and_judged_as_the_phone_does_it(row: dict[str, Any]) -> None:
    said = opening_of(row["fields"]) | {key: value or "" for key, value in row["said"].items()}
    assert corrected(row["fields"], said) == row["changes"]
    assert fills(row["fields"], row["changes"]) == row["fills"]
    assert lacking(row["fields"]) == row["lacking"]
