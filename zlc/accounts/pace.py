"""How fast logins may be tried: from one address, and on one account."""

from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

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

    def note_attempt(self, username: str, address: str) -> None:
        """Somebody tries to log in. Raises TooMany."""
        within = self._counted.hit(FROM_ADDRESS, address)
        if not within or not self._counted.test(REFUSED_ON_ACCOUNT, username, address):
            raise TooMany

    def note_refused(self, username: str, address: str) -> None:
        self._counted.hit(REFUSED_ON_ACCOUNT, username, address)
