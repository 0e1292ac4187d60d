"""How fast passwords may be tried, so that argon2 leaves the server time for others: by a device that is known, from an
address by all that are not, and on one account."""

from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from zlc.accounts.attempts import Attempt
from zlc.errors import Refusal

FROM_ADDRESS = parse("600/minute")
REFUSED_ON_ACCOUNT = parse("20/minute")


class TooMany(Refusal):
    status, code = 429, "too_many"

    def __init__(self) -> None:
        super().__init__("操作太频繁，请稍等一分钟再试。手机里的记录不受影响。", headers={"Retry-After": "60"})


class Pace:
    def __init__(self, store: str) -> None:
        """`store`: where it is counted, memory:// for this process alone, redis://… for several."""
        self._counted = FixedWindowRateLimiter(storage_from_string(store))

    def note_attempt(self, attempt: Attempt) -> None:
        """Somebody tries a password. Raises TooMany. A known device counts for itself, whatever others of its address
        or account do."""
        within = attempt.device or self._counted.hit(FROM_ADDRESS, attempt.address)
        if not within or not self._counted.test(REFUSED_ON_ACCOUNT, *_of(attempt)):
            raise TooMany

    def note_refused(self, attempt: Attempt) -> None:
        self._counted.hit(REFUSED_ON_ACCOUNT, *_of(attempt))


def _of(attempt: Attempt) -> tuple[str, str]:
    return attempt.username, attempt.device or attempt.address
