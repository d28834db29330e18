"""`disclosure-qa serve`: the HTTP service with its pages."""

from __future__ import annotations

import errno
import socket
import threading
from contextlib import suppress
from pathlib import Path

import uvicorn
from rich.console import Console

from service.app import create_app
from service.settings import Settings, load_settings

_ANY_ADDRESS = ("0.0.0.0", "::")
_REASONS = {
    errno.EADDRINUSE: "it is taken; stop what runs there, or name another with --port",
    errno.EACCES: "this user may not use it; name one above 1023 with --port",
    errno.EADDRNOTAVAIL: "this machine does not have that address; see --host",
}


def serve(data: Path | None = None, host: str | None = None, port: int | None = None) -> int:
    """Serve until stopped. The exit status: 0 after a stop, 1 when it could not begin.

    Raises DisclosureError when a setting cannot be used.
    """
    settings = load_settings(data=data, host=host, port=port)
    console = Console(highlight=False)
    try:
        listener = _listen(settings)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or "it cannot be used")
        Console(stderr=True, highlight=False).print(
            f"Cannot listen on {settings.host} port {settings.port}: {reason}.", soft_wrap=True
        )
        return 1
    with listener:
        server = _Announced(settings, console, _address(settings.host, listener))
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
    return 0


class _Announced(uvicorn.Server):
    """Says where it is when it answers, and not before."""

    def __init__(self, settings: Settings, console: Console, address: str) -> None:
        # Nothing of the machine goes into replies: uvicorn's own name stays out too.
        app = create_app(settings)
        config = uvicorn.Config(app, log_level="warning", server_header=False, access_log=False)
        super().__init__(config)
        self._console = console
        self._address = address
        self._warm = app.state.wiring.answerer.warm

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the address."""
        await super().startup(sockets)
        if self.started:
            self._console.print(
                f"disclosure-qa answers at {self._address} (stop with Ctrl+C)", soft_wrap=True
            )
            # Questions for figures are answered meanwhile.
            threading.Thread(target=self._warm, daemon=True).start()


def _listen(settings: Settings) -> socket.socket:
    """The socket, taken before anything is loaded so that a taken port is told at once."""
    found = socket.getaddrinfo(
        settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    family, kind, protocol, _, address = found[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        # Now and not when all is loaded: a port that another service has bound fails here.
        listener.listen()
        listener.set_inheritable(True)
    except OSError:
        listener.close()
        raise
    return listener


def _address(host: str, listener: socket.socket) -> str:
    """What to type into a browser on this machine."""
    shown = "127.0.0.1" if host in _ANY_ADDRESS else host
    shown = f"[{shown}]" if ":" in shown else shown
    return f"http://{shown}:{listener.getsockname()[1]}"
