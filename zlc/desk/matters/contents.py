"""The catalogue's pages: their table of contents."""

from flask import Blueprint

from zlc.desk.matters import correcting, taking_back
from zlc.desk.matters import editions as edition_views
from zlc.desk.matters import imports as import_views
from zlc.desk.matters import views as matter_views

pages = Blueprint("catalogue", __name__)

pages.add_url_rule("/matters", "matter_list", matter_views.matter_list)
pages.add_url_rule("/matters/<matter_id>", "matter", matter_views.matter)

pages.add_url_rule("/matters/<matter_id>/correction", "correction", correcting.correction, methods=["GET", "POST"])
pages.add_url_rule("/matters/<matter_id>/stopping", "stopping", correcting.stopping, methods=["POST"])
pages.add_url_rule("/matters/<matter_id>/starting", "starting", correcting.starting, methods=["POST"])

pages.add_url_rule("/editions", "edition_list", edition_views.edition_list)
pages.add_url_rule("/editions/<number>", "edition", edition_views.edition)
pages.add_url_rule("/editions/new", "edition_new", edition_views.edition_new, methods=["GET", "POST"])

pages.add_url_rule("/imports", "import_list", import_views.import_list, methods=["GET", "POST"])
pages.add_url_rule("/imports/<import_id>", "import_page", import_views.import_page)
pages.add_url_rule("/imports/<import_id>/columns", "import_columns", import_views.columns)
pages.add_url_rule("/imports/<import_id>/mapping", "import_mapping", import_views.mapping, methods=["POST"])
pages.add_url_rule("/imports/<import_id>/head", "import_head", import_views.head, methods=["POST"])
pages.add_url_rule("/imports/<import_id>/sheet", "import_sheet", import_views.sheet, methods=["POST"])
pages.add_url_rule(
    "/imports/<import_id>/confirmation", "import_confirmation", import_views.confirmation, methods=["POST"]
)
pages.add_url_rule(
    "/imports/<import_id>/cancellation", "import_cancellation", import_views.cancellation, methods=["POST"]
)
pages.add_url_rule("/imports/<import_id>/withdrawal", "import_withdrawal", taking_back.withdrawal, methods=["POST"])
pages.add_url_rule("/imports/sample.xlsx", "import_sample", taking_back.sample)
pages.add_url_rule("/imports/<import_id>/faulty.xlsx", "import_faulty", import_views.faulty)
