"""The process that renders one document and ends. Started by path with five arguments: the data folder, the
file to write, the file to say its progress in, the memory (MB) and the processor's seconds it may take; the order comes
on its input.

It holds nobody's session and no database, and dies with whoever started it.
"""

import ctypes
import gc
import json
import logging
import resource
import signal
import sys
import time
import types
from pathlib import Path

OUT_OF_MEMORY = 3
SIGNAL_PARENT_DEATH = 1  # PR_SET_PDEATHSIG, prctl(2)


def main(data: Path, target: Path, step: Path, megabytes: int, seconds: int) -> int:
    ctypes.CDLL(None).prctl(SIGNAL_PARENT_DEATH, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    order = json.load(sys.stdin)
    try:
        _render(order, data, target, step)
    except MemoryError:
        return OUT_OF_MEMORY
    print(f"{_peak()} MB, {time.process_time():.1f} s of the processor")
    return 0


def _peak() -> int:
    """The most memory that was resident, in MB. Not ru_maxrss: that one remembers whoever started us."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def _render(order: dict[str, object], data: Path, target: Path, step: Path) -> None:
    from weasyprint import HTML
    from weasyprint.logger import PROGRESS_LOGGER
    from weasyprint.text.fonts import FontConfiguration

    from zlc.documents import continued, justify, lacking
    from zlc.documents.fetcher import PhotoFetcher
    from zlc.documents.sheets import COLOPHON, html_of

    # A document is a hundred thousand things that all stay to its end: to look through them again and again for what may go
    # takes an eighth of the time of a short one, more of a long one.
    gc.freeze()
    gc.set_threshold(100_000)
    justify.install()
    continued.install()
    page = html_of(str(order["template"]), order["data"])  # type: ignore[arg-type]
    boxed, fonts = lacking.characters_in(page), FontConfiguration()
    page = page.replace(COLOPHON, lacking.colophon(boxed))
    PROGRESS_LOGGER.addHandler(_Said(step))
    PROGRESS_LOGGER.setLevel(logging.INFO)
    HTML(string=page, base_url="about:blank", url_fetcher=PhotoFetcher(data)).write_pdf(
        target, pdf_variant="pdf/ua-1", font_config=fonts, stylesheets=lacking.style_for(boxed, fonts)
    )


class _Said(logging.Handler):
    """Writes each step's number where the page that waits can read it."""

    def __init__(self, step: Path) -> None:
        super().__init__()
        self.step = step

    def emit(self, record: logging.LogRecord) -> None:
        words = record.getMessage().split()
        if len(words) > 1 and words[0] == "Step":
            self.step.write_text(words[1])


if __name__ == "__main__":
    # A bare `zlc`, so that its __init__, the whole server, is not loaded: 50 MB and a second less.
    bare = types.ModuleType("zlc")
    bare.__path__ = [str(Path(__file__).resolve().parents[1])]
    sys.modules["zlc"] = bare
    sys.path.pop(0)  # this folder: its modules are zlc.documents.…
    folder, target, step = map(Path, sys.argv[1:4])
    sys.exit(main(folder, target, step, int(sys.argv[4]), int(sys.argv[5])))
