"""What this machine takes for the least: pages that do what the app cannot do without, and nothing else.

A word on the screen of a browser that has just started (`Handset.floor`); a page and a script of the app's own bytes
over the slow line; a tap that writes the app's own rows in one strict transaction.
"""

import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.bench.handset import Handset
from tests.bench.taps import tap

# As in static/client/store/schema.ts, as far as a tap writes.
TAPPED = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<button type="button" disabled>记</button><script>
  const request = indexedDB.open('bare', 1);
  request.onupgradeneeded = () => {
    const entries = request.result.createObjectStore('entries', { keyPath: 'id' });
    entries.createIndex('walk', 'walk');
    entries.createIndex('state_seq', ['state', 'seq']);
    entries.createIndex('pull', 'pull');
    request.result.createObjectStore('walks', { keyPath: 'walk' });
    request.result.createObjectStore('drafts', { keyPath: 'key' });
    request.result.createObjectStore('meta', { keyPath: 'name' });
  };
  request.onsuccess = () => {
    const button = document.querySelector('button');
    button.disabled = false;
    button.onclick = () => {
      const tx = request.result.transaction(['entries', 'walks', 'drafts', 'meta'], 'readwrite', { durability: 'strict' });
      const { entries, walk, numbering } = window.rows;
      tx.objectStore('entries').add(entries.pop());
      tx.objectStore('walks').put(walk);
      tx.objectStore('meta').put(numbering);
      tx.commit();
    };
  };
</script>"""
# The rows of the taps before, as the app has kept them.
ROWS = """async () => {
  const { name } = (await indexedDB.databases()).find(({ name }) => /^zlc-/.test(name));
  const asked = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const database = await asked(indexedDB.open(name));
  const tx = database.transaction(['entries', 'walks', 'meta']);
  const [entries, walks, numbering] = await Promise.all([
    asked(tx.objectStore('entries').getAll()), asked(tx.objectStore('walks').getAll()), asked(tx.objectStore('meta').get('numbering')),
  ]);
  database.close();
  return { entries: entries.filter(({ own }) => own), walk: walks.find(({ own }) => own), numbering };
}"""


def bare_taps(handset: Handset, count: int) -> list[float]:
    """Milliseconds from lifting the thumb to `complete`, for taps that only write what the taps before have written."""
    page = handset.page
    rows = page.evaluate(ROWS)
    address = f"{handset.url}/bare/"
    page.route(address, lambda route: route.fulfill(body=TAPPED, content_type="text/html"))
    page.goto(address)
    page.unroute(address)
    page.evaluate("(rows) => { window.rows = rows; }", rows)
    page.locator("button:enabled").wait_for()
    for _ in range(min(count, len(rows["entries"]))):
        tap(handset, "记")
    delays: list[float] = page.evaluate("window.bench.delays")
    return delays


class BarePage:
    """Serves a page with a paragraph and a script; both take as many bytes as they are told, and the script does nothing."""

    def __init__(self, page: int, script: int) -> None:
        head = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        head += '<script type="module" src="/script.js"></script>'
        body = "<p>走一遍流程，记下每个环节的时间和问题。没有网络也能打开、记录，有网络时自动上传。</p>"
        bare = len((head + body).encode())
        self.answers = {
            "/": ("text/html", f"{head}<style>/*{padding(page - bare)}*/</style>{body}"),
            "/script.js": ("text/javascript", f"/*{padding(script)}*/"),
        }
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        answers = self.answers

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kind, text = answers.get(self.path, ("text/plain", ""))
                body = text.encode()
                self.send_response(200 if text else 404)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def padding(count: int) -> str:
    """So many characters that say nothing."""
    return os.urandom(max(0, count) // 2 + 1).hex()[: max(0, count)]
