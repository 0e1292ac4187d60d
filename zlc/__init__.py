"""走流程: a field log for the programme 局长走流程. Begin with docs/architecture.md."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, Request, Response, redirect, request, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask.typing import ResponseReturnValue
from flask_compress import Compress
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.middleware.proxy_fix import ProxyFix

from zlc import assets, cli, config, pages, startup
from zlc.accounts import access
from zlc.accounts.first_password import pages as account_pages
from zlc.accounts.pace import Pace
from zlc.catalogue import changes
from zlc.database import db
from zlc.demands.follow import follow as follow_demands
from zlc.desk.contents import pages as problem_pages
from zlc.desk.matters.contents import pages as catalogue_pages
from zlc.desk.owners.views import pages as owner_pages
from zlc.documents import checks
from zlc.needs import follow as needs_follow
from zlc.problems.follow import follow, on_moved
from zlc.rectifications import needed, publishing
from zlc.rectifications.leaving import leave
from zlc.rectifications.ties import follow_rewalk
from zlc.sync import gate
from zlc.sync.rescue_views import pages as rescue_pages
from zlc.sync.shell import shell
from zlc.sync.views import api
from zlc.walks.journal import folding
from zlc.walks.takings import follow_taking

# Each folded walk tells what follows it.
folding.on_folded(follow)
folding.on_folded(needs_follow.follow)
folding.on_folded(follow_demands)
on_moved(leave)
needs_follow.on_moved(needed.leave)
folding.on_folded(follow_taking)
folding.on_folded(follow_rewalk)
changes.on_changed(publishing.follow)


class WithoutNul(ImmutableMultiDict[str, Any]):
    """What a request's address or form says, without NUL: PostgreSQL's text cannot hold it, and nobody types it."""

    def __init__(self, pairs: Iterable[tuple[str, Any]] | None = None) -> None:
        super().__init__([(key, one.replace("\0", "") if isinstance(one, str) else one) for key, one in pairs or ()])


class ReadRequest(Request):
    parameter_storage_class = WithoutNul


class Signer(TimestampSigner):
    """What it has signed stands when the server's clock was set back since: nobody has to log in anew because it had been
    ahead. The login has an age of its own (accounts/logins.py)."""

    def unsign(self, signed_value: str | bytes, max_age: int | None = None, return_timestamp: bool = False) -> Any:
        value, signed = super().unsign(signed_value, None, True)
        if max_age is not None and self.get_timestamp() - signed.timestamp() > max_age:
            raise SignatureExpired("too old", payload=value, date_signed=signed)
        return (value, signed) if return_timestamp else value


class Sessions(SecureCookieSessionInterface):
    """The cookie is Secure whenever the request came over HTTPS, and set only when it changes (each minute of use, see
    access.py): Flask would sign and send a phone's with every answer."""

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        return session.modified

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        super().save_session(app, session, response)
        if session.modified:
            access.name_login(
                response, expires=self.get_expiration_time(app, session), secure=self.get_cookie_secure(app),
                samesite=self.get_cookie_samesite(app), path=self.get_cookie_path(app),
            )  # fmt: skip

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Made once for each application: Flask makes it anew for each request, out of the same keys."""
        if "signer" not in app.extensions:
            made = super().get_signing_serializer(app)
            if made is not None:
                made.signer = Signer
            app.extensions["signer"] = made
        signer: URLSafeTimedSerializer | None = app.extensions["signer"]
        return signer

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


def create_app(settings: dict[str, Any] | None = None) -> Flask:
    """The whole application. `settings` override those of the environment (zlc/config.py).

    Raises NotReady."""
    root = config.ROOT
    app = Flask("zlc", static_folder=None, template_folder=str(root / "templates"))
    app.config.update(settings if settings is not None else config.from_environment())
    app.request_class = ReadRequest
    app.session_interface = Sessions()
    if settings is None:
        app.wsgi_app = startup.Door(app.wsgi_app, app.config["DATA"], app.config["SQLALCHEMY_DATABASE_URI"])  # type: ignore[method-assign]
    if proxies := app.config.get("PROXIES", 0):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]

    db.init_app(app)
    Migrate(app, db, directory=str(root / "zlc" / "migrations"), render_as_batch=True)
    access.init_app(app)
    app.extensions["pace"] = Pace(app.config["LIMITS"])
    forms = CSRFProtect(app)
    forms.exempt(api)  # the API has its own guard: zlc/sync/gate.py
    forms.exempt(owner_pages)  # they ask themselves: zlc/desk/owners/letting_in.py
    forms.exempt(shell)  # nothing of it knows or changes anybody's data
    Compress(app)
    pages.init_app(app)
    app.after_request(gate.sign)

    for blueprint in (account_pages, catalogue_pages, problem_pages, owner_pages, rescue_pages, api, shell, assets.files):
        app.register_blueprint(blueprint)
    app.add_url_rule("/", "home", home)
    cli.init_app(app)
    checks.warn(app.logger)
    return app


def home() -> ResponseReturnValue:
    """Everybody's first page, by what they do."""
    who = access.person()
    if who.reads_all_units:
        return redirect(url_for("problems.units_overview"))
    if who.works_at_desk:
        return redirect(url_for("problems.mine"))
    if who.reads_log:
        return redirect(url_for("problems.log"))
    if who.keeps_accounts:
        return redirect(url_for("problems.people"))
    return redirect(url_for("field.app"))
