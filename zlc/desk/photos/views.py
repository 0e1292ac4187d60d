"""照片 of one walk: all of them, and one of them large."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from zlc.accounts.models import Person
from zlc.desk.asking import data_folder, reader
from zlc.desk.walks import parts
from zlc.desk.walks import photos as cards
from zlc.desk.walks.page import problems_of
from zlc.errors import NotFound
from zlc.walks.journal import folding, restricted
from zlc.walks.models import Walk
from zlc.walks.names import names_in

AT_ONCE = 60


def photos(walk_id: str) -> ResponseReturnValue:
    walk, found = _of(reader(), walk_id)
    asked = parts.read(request.args, {}, AT_ONCE)
    return render_template(
        "desk/photos/photos.html", walk=walk, asked=asked, cards=asked.part("photos", found, lambda card: card),
        received=sum(card.received for card in found), missing=cards.awaited(found, asked), lost=[card for card in found if card.lost],
    )  # fmt: skip


def photo(walk_id: str, entry_id: str) -> ResponseReturnValue:
    walk, found = _of(reader(), walk_id)
    one = next((card for card in found if card.id == entry_id), None)
    if one is None or not one.visible:
        raise NotFound
    about = next((problem for problem in problems_of(walk) if problem.id == one.of), None)
    shown = [card for card in found if card.opened]
    return render_template(
        "desk/photos/photo.html", walk=walk, card=one, about=about, count=len(found),
        before=next((card for card in reversed(shown) if card.n < one.n), None),
        after=next((card for card in shown if card.n > one.n), None),
    )  # fmt: skip


def _of(person: Person, walk_id: str) -> tuple[Walk, list[cards.PhotoCard]]:
    folding.catch_up()
    walk = Walk.of(person, walk_id)
    state = restricted.seen_by(person, walk.unit_id, walk.read_state())
    return walk, cards.photo_cards(person, walk, state, names_in(state), folder=data_folder())
