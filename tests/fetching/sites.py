"""A small web on loopback: each site an address of its own in 127.0.0.0/8, each path an answer or a list of them."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LOOPBACK = ("127.0.0.0/8",)


class Answer:
    """What a path gives. Asked for with its `etag` it is a 304; `drip`: seconds a byte."""

    def __init__(
        self, body: bytes | str = b"", status: int = 200, *, etag: str = "", drip: float = 0, **headers: str
    ) -> None:
        self.body = body.encode() if isinstance(body, str) else body
        self.status, self.etag, self.drip = status, etag, drip
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class Web:
    """Sites by address. `paths[address][path]` is an Answer, or a list of which each but the last is given once."""

    def __init__(self) -> None:
        self.paths: dict[str, dict[str, Answer | list[Answer]]] = {}
        self.asked: list[tuple[str, str, int]] = []  # site, path, status
        self.port = 0

    def site(self, address: str, paths: Mapping[str, Answer | list[Answer]]) -> str:
        self.paths[address] = dict(paths)
        return f"http://{address}:{self.port}"

    def answer(self, address: str, path: str) -> Answer:
        found = self.paths.get(address, {}).get(path, Answer(status=404))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found


@contextmanager
def serving() -> Iterator[Web]:
    """A web that answers as long as the block lasts."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site = self.headers["Host"].partition(":")[0]
            answer = web.answer(site, self.path)
            same = answer.etag and self.headers["If-None-Match"] == answer.etag
            status = 304 if same else answer.status
            web.asked.append((site, self.path, status))
            self.send_response(status)
            if answer.etag:
                self.send_header("ETag", answer.etag)
            headers = {"Content-Type": "text/html; charset=utf-8", **answer.headers}
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(0 if same else len(answer.body)))
            self.end_headers()
            self._send(b"" if same else answer.body, answer.drip)

        def _send(self, body: bytes, drip: float) -> None:
            try:
                if not drip:
                    self.wfile.write(body)
                    return
                for byte in body:
                    self.wfile.write(bytes([byte]))
                    time.sleep(drip)
            except OSError:
                pass  # the client has had enough

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

    server = Server(("0.0.0.0", 0), Handler)
    web.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()


def bomb(size: int) -> bytes:
    """`size` zero bytes, packed a thousandfold."""
    return gzip.compress(b"\0" * size)


def feed(*links: str, title: str = "Wire") -> str:
    items = "".join(f"<item><title>Item</title><link>{link}</link></item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'
