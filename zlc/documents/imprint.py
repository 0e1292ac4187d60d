"""What a document says of itself below its title: its number, who issues it, on which day it was printed."""

from zlc import clock


def imprint(number: str, unit: str) -> dict[str, str]:
    """`unit`: its full name. The same document printed on another day is another file: it says another day."""
    with clock.year_said():
        return {"number": number, "unit": unit, "printed": clock.spoken_date(clock.today())}


def number_of(year: int, unit_short: str, kind: str, own: str) -> str:
    """「〔2026〕市人社局-走流程-7C42A19F」: the unit's, of that kind and year; `own` is nobody else's among them."""
    return f"〔{year}〕{unit_short}-{kind}-{own}"
