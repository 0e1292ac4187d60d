"""One family of refusals. Each says what happened, what is safe and what to do next, in Chinese."""

from collections.abc import Mapping


class Refusal(Exception):
    """Something a person asked for that we do not do.

    `code` is for programs (docs/sync.md lists those of the API), `message` for people,
    `field` names the input at fault, `status` is the HTTP answer.
    """

    status = 400
    code = "refused"
    heading = ""  # of its page, where what happened has a name

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        status: int | None = None,
        field: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.status = status or self.status
        self.field = field
        self.headers = dict(headers or {})


class LoginRequired(Refusal):
    status, code = 401, "login_required"

    def __init__(self) -> None:
        super().__init__("请先登录。已记的内容都还在，登录后继续。")


class NotFound(Refusal):
    """Unknown, or not yours to see: the answer is the same, so that ids tell a stranger nothing."""

    status, code = 404, "not_found"

    def __init__(self, message: str = "没有找到，或者不归您查看。请核对地址，或从清单里重新打开。") -> None:
        super().__init__(message)


class Moved(NotFound):
    """It was theirs to see, and went elsewhere: nothing has gone wrong."""

    heading = "已移到别的单位"


class Forbidden(Refusal):
    status, code = 403, "forbidden"


class NotNow(Refusal):
    """The thing is not in a state that allows this."""

    status, code = 409, "not_now"


class Overtaken(NotNow):
    """What the person was shown of it is not what stands: somebody else was quicker."""

    status, code = 409, "overtaken"


class NotReady(Refusal):
    """The server cannot start, or a command cannot run, as things are; told to whoever runs it: what is wrong, where,
    and what to do."""

    status, code = 503, "unavailable"
