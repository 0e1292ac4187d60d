"""What a part of a DOCX or XLSX asks for when it is opened, read as the program that opens it reads it: whatever the prefix, the quotes,
the references to characters, and wherever the words are cut."""

import re
from xml.parsers import expat

FIELDS = {"instrtext", "delinstrtext"}  # a field of a text is cut into several of them
FORMULAS = {"f", "definedname", "formula", "formula1", "formula2", "calculatedcolumnformula", "totalsrowformula"}
OF_A_TEXT = re.compile(r"\b(DDE(AUTO)?|INCLUDE(TEXT|PICTURE)?|LINK\s+\w+\.\w+)\b", re.I)
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")  # names and words, which ask for nothing
OF_A_SHEET = re.compile(r"\b(WEBSERVICE|IMAGE|RTD)\s*\(|\w\|\s*(''|\w+)\s*!", re.I)  # the last: DDE, program|'topic'!item


def fetches(part: bytes) -> bool:
    """Whether some field or formula is filled from elsewhere. What is not well-formed asks for nothing: no program opens it."""
    fields: list[str] = []
    formulas: list[list[str]] = [[]]
    into: list[list[str] | None] = []

    def begin(name: str, given: dict[str, str]) -> None:
        local = _local(name)
        if local in FORMULAS:
            formulas.append([])
        into.append(fields if local in FIELDS else formulas[-1] if local in FORMULAS else None)
        fields.extend(f"\n{value}\n" for key, value in given.items() if _local(key) == "instr")

    def said(words: str) -> None:
        if into and (kept := into[-1]) is not None:
            kept.append(words)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.CharacterDataHandler = begin, said
    parser.EndElementHandler = lambda _: into.pop()
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        return False
    return bool(OF_A_TEXT.search("".join(fields))) or any(OF_A_SHEET.search(_bare("".join(one))) for one in formulas)


def _bare(formula: str) -> str:
    return QUOTED.sub(lambda found: found[0][0] * 2, formula)


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()
