"""A page of the desk as a browser prints it. Each private number stands in it twice, whole for the screen and masked
for paper; css/desk-print.css shows the one or the other. The whole one stays with those who may open the page."""

import re

from zlc.documents.masking import MANY_DIGITS, masked, private_spans

# Tags, and what may hold no other element: a drawing is masked where it is drawn, a form's text is not printed.
UNTOUCHED = re.compile(r"<(script|style|textarea|option|svg)\b.*?</\1\s*>|<title>.*?</title>|<[^>]*>", re.S)


def for_paper(page: str) -> str:
    """`page` is HTML in which every `<` and `>` that is no tag is escaped, as the templates' is."""
    texts = "_".join([part[part.find(">") + 1 :] for part in page.split("<")])
    if not MANY_DIGITS.search(texts):
        return page  # most are: between its tags nothing is long enough to be a private number
    parts, reached = [], 0
    for tag in UNTOUCHED.finditer(page):
        parts.append(_twice(page[reached : tag.start()]))
        parts.append(masked(tag[0]) if tag[0].startswith("<title>") else tag[0])
        reached = tag.end()
    return "".join([*parts, _twice(page[reached:])])


def _twice(text: str) -> str:
    parts, reached = [], 0
    for begins, ends in private_spans(text):
        whole = text[begins:ends]
        parts += [
            text[reached:begins],
            f'<span class="on-screen">{whole}</span><span class="on-paper">{masked(whole)}</span>',
        ]
        reached = ends
    return "".join([*parts, text[reached:]])
