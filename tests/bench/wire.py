"""A wire between browser and server that counts what the server sends: every byte, the service worker's own too."""

import contextlib
import socket
import threading

CHUNK = 65536


class Wire:
    """Listens on a free port of 127.0.0.1 and passes everything on to `port`; `sent` are bytes towards the browser."""

    def __init__(self, port: int) -> None:
        self.port, self.sent = port, 0
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def close(self) -> None:
        """From here on the port refuses, as a server does that is switched off."""
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                browser, _ = self.listener.accept()
                threading.Thread(target=self._connect, args=(browser,), daemon=True).start()

    def _connect(self, browser: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self.port))
        except OSError:
            browser.close()
            return
        threading.Thread(target=self._pass_on, args=(browser, server, False), daemon=True).start()
        self._pass_on(server, browser, True)

    def _pass_on(self, source: socket.socket, target: socket.socket, counted: bool) -> None:
        with contextlib.suppress(OSError):
            while chunk := source.recv(CHUNK):
                if counted:
                    with self.lock:
                        self.sent += len(chunk)
                target.sendall(chunk)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
