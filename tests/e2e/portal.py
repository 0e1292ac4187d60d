"""A hall's WiFi before its terms are accepted: between phone and server, answering its own page to everything."""

import http.client
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

PAGE = "<!doctype html><html lang=zh-CN><title>WiFi</title><h1>欢迎使用大厅免费 WiFi</h1></html>".encode()
# Of one connection only (RFC 9110 §7.6.1); the rest is passed on as it is.
HOP = {"connection", "keep-alive", "transfer-encoding", "upgrade", "content-length"}


class Portal:
    """Passes everything on to the server at `port`, or, while `shut`, answers 200 with its own page to all of it."""

    def __init__(self, port: int) -> None:
        self.port, self.shut = port, False
        # Shuts by itself as soon as an address that begins so is asked for.
        self.shuts_at: str | None = None
        # What was asked while it was shut: (method, path).
        self.swallowed: list[tuple[str, str]] = []
        portal = self

        class Between(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if portal.shuts_at and self.path.startswith(portal.shuts_at) and not self.path.endswith("/sw.js"):
                    portal.shut = True
                if portal.shut:
                    portal.swallowed.append((self.command, self.path))
                    self.reply(200, [("Content-Type", "text/html; charset=utf-8")], PAGE)
                    return
                server = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=30)
                kept = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
                try:
                    server.request(self.command, self.path, body or None, kept)
                    reply = server.getresponse()
                    self.reply(reply.status, reply.getheaders(), reply.read())
                except OSError:  # unplugged, on either side
                    self.close_connection = True
                finally:
                    server.close()

            do_GET = do_POST = do_PUT = do_HEAD = answer

            def reply(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
                self.send_response_only(status)
                for name, value in headers:
                    if name.lower() not in HOP:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """The requests of a story are no news."""

        self.doors = ThreadingHTTPServer(("127.0.0.1", 0), Between)
        self.doors.daemon_threads = True
        Thread(target=self.doors.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.doors.server_port}"

    def close(self) -> None:
        self.doors.shutdown()
        self.doors.server_close()
