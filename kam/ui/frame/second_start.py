"""One window a workspace: a second start finds the first by a local socket."""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_HANDSHAKE_MS: Final = 500


class SecondStarts(QObject):
    """Hears those who start kam again with a workspace that is here."""

    came = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None

    def listen(self, path: Path) -> None:
        """From now on for this workspace, and no other."""
        self.listen_no_more()
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = server_name(path)
        QLocalServer.removeServer(name)  # left by a crash: nobody answered, or we hold the workspace's lock
        server.newConnection.connect(self._answer)
        server.listen(name)
        self._server = server

    def listen_no_more(self) -> None:
        """The workspace is here no longer."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _answer(self) -> None:
        if self._server is not None and (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnectFromServer()
            caller.deleteLater()
        self.came.emit()


def server_name(path: Path) -> str:
    """The name under which the window of a workspace listens, the user's own."""
    what = f"{getpass.getuser()}\0{path.resolve()}".encode("utf-8", "surrogateescape")
    return f"kam-{hashlib.sha256(what).hexdigest()[:20]}"


def raise_running(path: Path) -> bool:
    """Raise the window that has this workspace open, or asks for its passphrase; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(path))
    answered = socket.waitForConnected(_HANDSHAKE_MS)
    socket.disconnectFromServer()
    return answered
