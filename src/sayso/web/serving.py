"""Running the workspace: one process, one port, until it is stopped."""

from __future__ import annotations

import ipaddress
import secrets
import signal
import socket
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import uvicorn
from msgspec import Struct

from sayso.errors import CannotServe
from sayso.web.app import make_app
from sayso.web.desk import Desk
from sayso.web.gate import Access

STOP_SECONDS = 1  # what requests still under way get when the server is stopped


class Address(Struct, frozen=True):
    """Where the workspace listens."""

    host: str  # an address or name of this machine
    port: int  # 0: any free one

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


class _Server(uvicorn.Server):
    """Tells when it listens."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._listening()


def serve(ledger: Path, at: Address, by: str, tell: Callable[[str], None], *, browse: bool) -> None:
    """Serve the workspace of a ledger until Ctrl-C or SIGTERM; rulings are signed with `by`.

    `tell` says in words where it is and what it does.

    Raises LedgerMissing, LedgerUnusable, LedgerTooNew, CannotServe.
    """
    desk = Desk(ledger, by)
    with _ended_in_order(), desk.open(tell), _listen(at) as listener:
        port = listener.getsockname()[1]
        token = None if at.is_loopback else secrets.token_urlsafe(24)
        app = make_app(desk, Access(_hosts(at, port), token))
        address = f"http://{_in_url(_named(at))}:{port}/"
        whole = f"{address}?token={quote(token)}" if token else address

        def listening() -> None:
            tell(f"{ledger}: {whole}   Ctrl-C stops.")
            if token:
                tell("Others on the network reach it too; the token in this address lets them in. It is told once.")
            if browse:
                webbrowser.open(whole)

        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=STOP_SECONDS
        )
        server = _Server(config, listening)
        with suppress(KeyboardInterrupt):  # uvicorn mostly hands it on once everything is closed
            server.run(sockets=[listener])
        tell("stopped.")


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Within it SIGTERM does what Ctrl-C does: the ledger is closed and its log folded in before the process ends."""

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _listen(at: Address) -> socket.socket:
    try:
        family = socket.getaddrinfo(at.host, at.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((at.host, at.port), family=family)
    except OSError as error:
        raise CannotServe(f"{at.host}:{at.port}: {error.strerror}. Choose another with --host or --port.") from error


def _named(at: Address) -> str:
    """The name to put in an address: an address that means every interface is no place to go to."""
    return socket.gethostname() if at.host in ("0.0.0.0", "::") else at.host


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _hosts(at: Address, port: int) -> tuple[str, ...]:
    """The names under which a browser may ask: any other is a page elsewhere that had its name point here."""
    if at.is_loopback:
        names = {"127.0.0.1", "localhost", "[::1]"}
    else:
        local = {socket.gethostname(), socket.getfqdn(), _in_url(at.host)}
        with suppress(OSError):  # a machine that does not know its own name is reached by address
            local |= {_in_url(str(found[4][0])) for found in socket.getaddrinfo(socket.gethostname(), None)}
        names = {"127.0.0.1", "localhost", *local}
    names = {name.lower() for name in names}  # as the gate compares them: a machine may be called "DESK"
    return tuple(sorted(f"{name}:{port}" for name in names) + (sorted(names) if port == 80 else []))
