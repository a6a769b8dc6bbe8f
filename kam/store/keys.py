"""The keys of encrypted workspaces: how one is derived, which file it opens, and who holds it.

An encrypted file ("sealed") begins with 16 random bytes, the salt, where a plain one has SQLite's magic. Its
key follows from passphrase and salt exactly as SQLCipher 4 derives it, so that any tool that knows SQLCipher
opens the file with the passphrase. It is derived once and handed to SQLCipher as it is: a connection costs
nothing then. Copies of a file (backups, what a crash left) carry its salt and open with its key: opened keys
are held by salt, for as long as the program runs.

Each page is 4096 bytes: content, then 16 bytes by which it was chained, then 64 bytes of HMAC-SHA512 over
both and the number of the page. So any single page tells whether a key is right, however damaged the others
are. https://www.zetetic.net/sqlcipher/design/
"""

from __future__ import annotations

import hashlib
import hmac
import os
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NoReturn
from weakref import WeakKeyDictionary

from kam.core.errors import UserError
from kam.store.aes import BLOCK, decrypted
from kam.store.faults import explained

MAGIC: Final = b"SQLite format 3\x00"
PAGE: Final = 4096
"""The size of an encrypted file's pages in bytes: SQLCipher's own."""

HEADER: Final = 100
"""How much of the first page is SQLite's header."""

_SALT: Final = len(MAGIC)
_ROUNDS: Final = 256_000
_KEY: Final = 32
_MASK: Final = 0x3A  # SQLCipher's, for the salt of the key that pages are signed with
_SIGNING_ROUNDS: Final = 2
_DIGEST: Final = 64
_CHAIN_AT: Final = PAGE - _DIGEST - BLOCK
_DIGEST_AT: Final = PAGE - _DIGEST

_ID_AT: Final = slice(68, 72)
_FRACTIONS_AT: Final = slice(21, 24)
_FRACTIONS: Final = bytes((64, 32, 32))
"""What stands at this place of every plain database."""
_COPIES: Final = (".kam", ".before-recovery", ".replaced")
_PARTIAL: Final = ".kam-partial-"
_LEAST_NOISE: Final = 200
"""How many byte values a page of noise has at least; texts, zeros and plain pictures have fewer."""
_PAGES_TRIED: Final = 32


class Key:
    """What opens a file and its copies. It never shows itself and stays in the program that made it."""

    __slots__ = ("_bytes", "_signing", "salt")

    def __init__(self, key: bytes, salt: bytes) -> None:
        self.salt = salt
        self._bytes = key
        masked = bytes(each ^ _MASK for each in salt)
        self._signing = hashlib.pbkdf2_hmac("sha512", key, masked, _SIGNING_ROUNDS, _KEY)

    def __repr__(self) -> str:
        """Nothing of it."""
        return "Key(…)"

    def __reduce__(self) -> NoReturn:
        """A key stays in the program that derived it."""
        raise TypeError(type(self).__name__)

    def __eq__(self, other: object) -> bool:
        """Compared in a time that tells nothing."""
        if not isinstance(other, Key):
            return NotImplemented
        return hmac.compare_digest(self._bytes + self.salt, other._bytes + other.salt)

    def __hash__(self) -> int:
        """By what is no secret."""
        return hash(self.salt)

    def as_pragma(self) -> str:
        """The statement that must come first on a connection. It is a secret."""
        return f'PRAGMA key = "{self.as_text()}"'

    def as_text(self) -> str:
        """The key as SQLCipher takes it where it is attached. It is a secret."""
        return f"x'{self._bytes.hex()}{self.salt.hex()}'"

    def signed(self, page: bytes, number: int) -> bool:
        """Whether a page with this number was written with this key and is as it was."""
        if len(page) != PAGE:
            return False
        content = page[_SALT if number == 1 else 0 : _DIGEST_AT]
        digest = hmac.digest(self._signing, content + number.to_bytes(4, "little"), "sha512")
        return hmac.compare_digest(digest, page[_DIGEST_AT:])

    def header(self, page: bytes) -> bytes | None:
        """SQLite's header out of a first page; None when the page is damaged or of another key."""
        if not self.signed(page, 1):
            return None
        until = _SALT + -(-(HEADER - _SALT) // BLOCK) * BLOCK
        chain = page[_CHAIN_AT:_DIGEST_AT]
        return (MAGIC + decrypted(self._bytes, page[_SALT:until], chain))[:HEADER]


def derived(passphrase: str, salt: bytes) -> Key:
    """The key of a passphrase, however its letters were composed. It takes a fifth of a second."""
    text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return Key(hashlib.pbkdf2_hmac("sha512", text, salt, _ROUNDS, _KEY), salt)


def new_key(passphrase: str) -> Key:
    """A key for a file that is to be encrypted; it is held from now on."""
    key = derived(passphrase, os.urandom(_SALT))
    hold(key)
    return key


_ring: dict[bytes, Key] = {}
_open: WeakKeyDictionary[object, tuple[tuple[int, int], Key | None]] = WeakKeyDictionary()
_looking = threading.RLock()


def hold(key: Key) -> None:
    """Keep an opened key for as long as the program runs."""
    _ring[key.salt] = key


def drop(key: Key) -> None:
    """Hold a key no longer: what it was made for did not come about."""
    _ring.pop(key.salt, None)


def same_key(one: Path, other: Path | Key) -> bool:
    """Whether two files open with the same key, or both without one."""
    salt = other.salt if isinstance(other, Key) else _salt_of(other)
    return _salt_of(one) == salt


@contextmanager
def opening() -> Iterator[None]:
    """Nobody looks into a file by a handle of their own while the block finds out its key and opens it."""
    with _looking:
        yield


def opened(connection: object, path: Path, key: Key | None) -> None:
    """Note that a connection has the file open: until it is ``closed`` the file's own bytes are not read.

    On POSIX closing any handle of a file drops the locks that SQLite holds on it.
    """
    with suppress(OSError), _looking:  # gone again: nobody can read it
        found = path.stat()
        _open[connection] = ((found.st_dev, found.st_ino), key)


def closed(connection: object) -> None:
    """Note that a connection is gone."""
    with _looking:
        _open.pop(connection, None)


def key_for(path: Path) -> Key | None:
    """The key that opens a file; None for a plain one, for one that is not there, and for a shut one."""
    salt = _salt_of(path)
    return None if salt is None else _ring.get(salt)


def needed_key(path: Path) -> Key | None:
    """What opens a file: its key, or none for a plain one and for what is no database at all.

    Raises:
        UserError: ``store.shut`` when it is encrypted and its passphrase was not given.

    """
    salt = _salt_of(path)
    key = None if salt is None else _ring.get(salt)
    if salt is not None and key is None and is_sealed(path):
        raise UserError("store.shut", path=str(path))
    return key


def is_sealed(path: Path) -> bool:
    """Whether a file is an encrypted workspace or a copy of one, as far as its bytes tell without a key.

    Noise where SQLite's header would be, in a file of ours by its name. A file whose salt is known is one
    however damaged it is.
    """
    with _looking:
        is_open, key = _held_open(path)
        if is_open:
            return key is not None
        page = _first(path, PAGE)
    if page[:_SALT] in _ring:
        return True
    if len(page) < PAGE or page.startswith(MAGIC) or not _is_named_like_ours(path):
        return False
    is_plain = page[_FRACTIONS_AT] == _FRACTIONS or page[_ID_AT] == b".kam"
    return not is_plain and len(set(page)) >= _LEAST_NOISE


def is_shut(path: Path) -> bool:
    """Whether a file is encrypted and its passphrase was not given yet."""
    return is_sealed(path) and key_for(path) is None


def unlock(path: Path, passphrase: str) -> None:
    """Hold the key of an encrypted file from now on. A plain file needs none.

    Raises:
        UserError: ``store.wrong_passphrase``; ``store.missing`` and the like when it cannot be read.

    """
    if not is_sealed(path):
        return
    salt = _salt_of(path)
    if salt is None:
        return
    key = derived(passphrase, salt)
    held = _ring.get(salt)
    if key != held if held is not None else not _opens(key, path):
        raise UserError("store.wrong_passphrase", path=str(path))
    hold(key)


def opens_with_salt_of(copy: Path, path: Path, passphrase: str) -> bool:
    """Whether a passphrase would open a file if that began like its copy."""
    salt = _salt_of(copy)
    return salt is not None and is_sealed(copy) and _opens(derived(passphrase, salt), path)


def fits(path: Path, passphrase: str) -> bool:
    """Whether this is the passphrase of an encrypted file that is open; nothing is opened to find out."""
    key = key_for(path)
    return key is not None and derived(passphrase, key.salt) == key


def forget(path: Path) -> None:
    """Hold the key of a file and its copies no longer; connections that are open stay so."""
    if (salt := _salt_of(path)) is not None:
        _ring.pop(salt, None)


def header_of(path: Path) -> bytes:
    """SQLite's header of a file, as far as it is there; of an encrypted one empty when it cannot be read.

    Only for files that no connection of this program writes to: on POSIX closing the handle by which the
    header is read drops the locks of that connection.
    """
    with explained(path), path.open("rb") as file:
        page = file.read(PAGE)
    key = _ring.get(page[:_SALT])
    if key is None:
        return page[:HEADER]
    return key.header(page) or b""


def _salt_of(path: Path) -> bytes | None:
    with _looking:
        is_open, key = _held_open(path)
        if is_open:
            return None if key is None else key.salt
        start = _first(path, _SALT)
    return None if start == MAGIC or len(start) < _SALT else start


def _held_open(path: Path) -> tuple[bool, Key | None]:
    """Whether a connection of this program has the file open, and with which key."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return False, None
    identity = (found.st_dev, found.st_ino)
    return next(((True, key) for known, key in list(_open.values()) if known == identity), (False, None))


def _first(path: Path, count: int) -> bytes:
    """The first bytes of a file, none where there is no file to read."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(count)
    except (OSError, ValueError):
        return b""


def _is_named_like_ours(path: Path) -> bool:
    return path.name.casefold().endswith(_COPIES) or path.name.startswith(_PARTIAL)


def _opens(key: Key, path: Path) -> bool:
    """Whether a key wrote any of the first pages: that some are damaged is not the passphrase's fault."""
    with explained(path), path.open("rb") as file:
        return any(key.signed(file.read(PAGE), number) for number in range(1, _PAGES_TRIED + 1))
