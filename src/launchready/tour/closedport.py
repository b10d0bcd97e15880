"""A port where nobody answers: bound, so that nobody else takes it, and never listening, so that it refuses."""

import socket


class ClosedPort:
    """Stands for 443 on a server without HTTPS."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self.port = 0

    async def start(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]

    async def stop(self) -> None:
        if self._socket is not None:
            self._socket.close()
