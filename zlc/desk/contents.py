"""The desk's pages: its table of contents."""

from flask import Blueprint

from zlc.catalogue.categories import category_name
from zlc.catalogue.step_templates import STAGES
from zlc.desk import acting, fields, places
from zlc.desk.comparison import views as comparison_views
from zlc.desk.demands import views as demand_views
from zlc.desk.devices import views as device_views
from zlc.desk.grounds import views as ground_views
from zlc.desk.handovers import views as handover_views
from zlc.desk.held import views as held_views
from zlc.desk.log import views as log_views
from zlc.desk.mine import views as mine_views
from zlc.desk.mine import waiting
from zlc.desk.needs import views as need_views
from zlc.desk.origins import views as origin_views
from zlc.desk.overview import views as overview_views
from zlc.desk.people import changing as people_changing
from zlc.desk.people import importing as people_importing
from zlc.desk.people import views as people_views
from zlc.desk.photos import views as photo_views
from zlc.desk.problems import bulk as bulk_views
from zlc.desk.problems import marking as marking_views
from zlc.desk.problems import passing as passing_views
from zlc.desk.problems import registration as registration_views
from zlc.desk.problems import tasks as task_views
from zlc.desk.problems import views as problem_views
from zlc.desk.record import views as record_views
from zlc.desk.rectifications import effects as effect_views
from zlc.desk.rectifications import evidence as evidence_views
from zlc.desk.rectifications import linking as linking_views
from zlc.desk.rectifications import rewalk as rewalk_views
from zlc.desk.rectifications import views as rectification_views
from zlc.desk.requests import views as request_views
from zlc.desk.samples import views as sample_views
from zlc.desk.settings import views as settings_views
from zlc.desk.summary import views as summary_views
from zlc.desk.together import views as together_views
from zlc.desk.units import headships as headship_views
from zlc.desk.units import views as unit_views
from zlc.desk.walks import views as walk_views
from zlc.needs import states as need_states
from zlc.problems.states import ACCEPT, LEAVE, VERBS
from zlc.rectifications import states as rectification_states
from zlc.typed_days import read_day, read_month
from zlc.walks.brought import brought
from zlc.walks.words import MEANINGS

pages = Blueprint("problems", __name__)
pages.add_app_template_filter(category_name)
pages.add_app_template_global(MEANINGS.__getitem__, "meaning")
pages.add_app_template_global(acting.written, "written")
pages.add_app_template_global(lambda: fields.DAY, "day_field")
pages.add_app_template_global(read_day, "read_day")
pages.add_app_template_global(read_month, "read_month")
pages.add_app_template_global(brought.waiting_count, "unverified_of")
pages.add_app_template_global(places.places_of)
pages.add_app_template_global(waiting.count_for, "waiting_for")
pages.add_app_template_filter(lambda stage: STAGES.get(stage, "环节未记"), "stage_name")

pages.add_url_rule("/mine", "mine", mine_views.mine)
pages.add_url_rule("/overview", "units_overview", overview_views.units_overview)

pages.add_url_rule("/problems", "problem_list", problem_views.problem_list)
pages.add_url_rule("/problems/new", "problem_new", registration_views.problem_new)
pages.add_url_rule("/problems", "registration", registration_views.registration, methods=["POST"])
pages.add_url_rule("/problems/<problem_id>", "problem", problem_views.problem)
for verb in (*VERBS.values(), ACCEPT, LEAVE):
    address = f"/problems/<problem_id>/{verb.noun}"
    of = next((views for views in (marking_views, passing_views, task_views) if verb.name in views.VERBS), problem_views)
    pages.add_url_rule(address, verb.noun, getattr(of, verb.noun), methods=["POST"])
for noun, several in {
    "confirmations": bulk_views.confirm_all, "reassignments": bulk_views.reassign_all, "rejections": bulk_views.reject_all,
    "deadlines": bulk_views.change_days,
}.items():  # fmt: skip
    pages.add_url_rule(f"/{noun}", noun, several, methods=["POST"])

pages.add_url_rule("/tasks/new", "task_new", task_views.task_new)
pages.add_url_rule("/tasks", "tasks", task_views.tasks, methods=["POST"])

pages.add_url_rule("/rectifications", "beginnings", bulk_views.begin_all, methods=["POST"])
pages.add_url_rule("/rectifications", "rectification_list", rectification_views.rectification_list)
pages.add_url_rule("/rectifications/<rectification_id>", "rectification", rectification_views.rectification)
for verb in rectification_states.VERBS.values():
    apart = (evidence_views, effect_views, rewalk_views, linking_views)
    of = next((views for views in apart if hasattr(views, verb.noun)), rectification_views)
    view = getattr(of, verb.noun)
    pages.add_url_rule(f"/rectifications/<rectification_id>/{verb.noun}", f"rectification_{verb.noun}", view, methods=["POST"])

one_of = "/rectifications/<rectification_id>/evidence/<evidence_id>"
pages.add_url_rule(one_of, "evidence_page", evidence_views.evidence_page)
pages.add_url_rule(f"{one_of}/photo", "evidence_photo", evidence_views.evidence_photo)
pages.add_url_rule(f"{one_of}/file", "evidence_file", evidence_views.evidence_file)

pages.add_url_rule("/needs", "need_list", need_views.need_list)
pages.add_url_rule("/needs/<need_id>", "need", need_views.need)
for verb in (*need_states.VERBS.values(), need_states.ACCEPT, need_states.LEAVE):
    view = getattr(need_views, verb.noun)
    pages.add_url_rule(f"/needs/<need_id>/{verb.noun}", f"need_{verb.noun}", view, methods=["POST"])

pages.add_url_rule("/proofs", "proof_list", demand_views.proof_list)
pages.add_url_rule("/proofs/<proof_id>", "proof", demand_views.proof)
pages.add_url_rule("/proofs/<proof_id>/decision", "proof_decision", demand_views.decision, methods=["POST"])
pages.add_url_rule("/intermediaries", "intermediary_list", demand_views.intermediary_list)
pages.add_url_rule("/intermediaries/<intermediary_id>", "intermediary", demand_views.intermediary)

pages.add_url_rule("/walks", "walk_list", walk_views.walk_list)
pages.add_url_rule("/walks/<walk_id>", "walk", walk_views.walk)
pages.add_url_rule("/walks/<walk_id>/decisions", "decision", walk_views.decision, methods=["POST"])
pages.add_url_rule("/walks/<walk_id>/corrections", "correction", walk_views.correction, methods=["POST"])
pages.add_url_rule("/walks/<walk_id>/handovers", "walk_handover", handover_views.asking, methods=["POST"])
pages.add_url_rule("/walks/<walk_id>/comparison", "comparison", comparison_views.comparison)
pages.add_url_rule(
    "/walks/<walk_id>/gaps/<code>/acceptance", "gap_acceptance", comparison_views.acceptance, methods=["POST"]
)
pages.add_url_rule(
    "/walks/<walk_id>/gaps/<code>/dismissal", "gap_dismissal", comparison_views.dismissal, methods=["POST"]
)
pages.add_url_rule("/walks/<walk_id>/acceptances", "gap_acceptances", comparison_views.acceptances, methods=["POST"])
pages.add_url_rule("/walks/<walk_id>/dismissals", "gap_dismissals", comparison_views.dismissals, methods=["POST"])
pages.add_url_rule("/walks/<walk_id>/photos", "photos", photo_views.photos)
pages.add_url_rule("/walks/<walk_id>/photos/<entry_id>", "photo", photo_views.photo)
pages.add_url_rule("/walks/<walk_id>/together", "together", together_views.together)
pages.add_url_rule("/walks/<walk_id>/record.pdf", "record", record_views.record)
pages.add_url_rule("/samples", "sample_list", sample_views.sample_list)
pages.add_url_rule("/samples", "samples", sample_views.samples, methods=["POST"])
pages.add_url_rule("/samples/<sample_id>", "sample", sample_views.sample)
pages.add_url_rule("/samples/<sample_id>/sheet.pdf", "sample_sheet", sample_views.sample_sheet)
pages.add_url_rule("/samples/<sample_id>/findings", "sample_findings", sample_views.sample_findings, methods=["POST"])

pages.add_url_rule("/grounds", "grounds", ground_views.grounds)

pages.add_url_rule("/summary", "summary", summary_views.summary)
pages.add_url_rule("/summary.pdf", "summary_pdf", summary_views.summary_pdf)

pages.add_url_rule("/requests", "request_list", request_views.request_list, methods=["GET", "POST"])
pages.add_url_rule("/requests/<request_id>/withdrawal", "withdrawal", request_views.withdrawal, methods=["POST"])

pages.add_url_rule("/settings", "settings", settings_views.settings)
pages.add_url_rule("/settings/<number>", "settings_edition", settings_views.settings_edition)
pages.add_url_rule("/settings/new", "settings_new", settings_views.settings_new, methods=["GET", "POST"])

pages.add_url_rule("/origins", "origins", origin_views.origins)
pages.add_url_rule("/origins/<file>/agreement", "agreement", origin_views.agreement, methods=["POST"])
pages.add_url_rule("/origins/<file>/refusal", "refusal", origin_views.refusal, methods=["POST"])

pages.add_url_rule("/audit", "log", log_views.log)
pages.add_url_rule("/audit.csv", "log_file", log_views.log_file)
pages.add_url_rule("/audit/<line_id>", "log_line", log_views.log_line)

pages.add_url_rule("/people", "people", people_views.people)
pages.add_url_rule("/people/new", "person_new", people_changing.person_new, methods=["GET", "POST"])
pages.add_url_rule("/people/import", "list_import", people_importing.list_import, methods=["GET", "POST"])
pages.add_url_rule("/people/import/confirmation", "list_confirmation", people_importing.list_confirmation, methods=["POST"])
pages.add_url_rule("/people/import/faulty", "list_faulty", people_importing.list_faulty, methods=["POST"])
pages.add_url_rule("/people/import/sample-<kind>.xlsx", "list_sample", people_importing.list_sample)
pages.add_url_rule("/people/<person_id>", "person", people_views.person)
for noun in ("correction", "roles", "transfer", "closing", "reopening", "handing", "revocation"):
    pages.add_url_rule(f"/people/<person_id>/{noun}", f"person_{noun}", getattr(people_changing, noun), methods=["POST"])

pages.add_url_rule("/units", "unit_list", unit_views.unit_list)
pages.add_url_rule("/units/new", "unit_new", unit_views.unit_new, methods=["GET", "POST"])
pages.add_url_rule("/units/<unit_id>", "unit", unit_views.unit)
pages.add_url_rule("/units/<unit_id>/correction", "unit_correction", unit_views.unit_correction, methods=["GET", "POST"])
pages.add_url_rule("/units/<unit_id>/headships", "headship", headship_views.headship, methods=["GET", "POST"])
office = "/units/<unit_id>/headships/<headship_id>"
pages.add_url_rule(f"{office}/correction", "headship_correction", headship_views.headship_correction, methods=["GET", "POST"])
pages.add_url_rule(f"{office}/ending", "headship_ending", headship_views.headship_ending, methods=["GET", "POST"])

pages.add_url_rule("/devices", "devices", device_views.devices)
pages.add_url_rule("/held", "held_list", held_views.held_list_page)
pages.add_url_rule("/held/<entry_id>/release", "release", held_views.release, methods=["POST"])
pages.add_url_rule("/held/<entry_id>/dismissal", "dismissal", held_views.dismissal, methods=["POST"])
pages.add_url_rule("/handovers/<entry_id>/letting-go", "letting_go", handover_views.letting_go, methods=["POST"])
pages.add_url_rule("/handovers/<entry_id>/taking", "taking", handover_views.taking, methods=["POST"])
pages.add_url_rule("/handovers/<entry_id>/declining", "declining", handover_views.declining, methods=["POST"])
