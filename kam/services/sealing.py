"""The passphrase of a workspace: asking for it, turning encryption on, changing it, turning it off."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kam.core.clock import Clock
from kam.core.errors import UserError
from kam.core.passphrases import LEAST, Strength
from kam.core.passphrases import judged as judge_passphrase
from kam.store import keys, sealing
from kam.store.files import must_be_file, real_path, recognise

__all__ = [
    "LEAST",
    "Strength",
    "delete_earlier_copies",
    "earlier_copies",
    "fits",
    "forget",
    "is_sealed",
    "is_shut",
    "judge_passphrase",
    "must_be_plain",
    "must_be_sealed",
    "reseal",
    "seal",
    "unlock",
    "unseal",
]


def is_sealed(path: Path) -> bool:
    """Whether a file is an encrypted workspace, as far as that can be told without its passphrase."""
    return keys.is_sealed(real_path(path))


def is_shut(path: Path) -> bool:
    """Whether a file is encrypted and its passphrase was not given yet in this program."""
    return keys.is_shut(real_path(path))


def unlock(path: Path, passphrase: str) -> None:
    """Give the passphrase of an encrypted file; from then on it and its copies are opened like any other.

    It takes a fifth of a second, so it is no work for the interface thread. A plain file needs none.

    Raises:
        UserError: ``store.wrong_passphrase``; ``store.damaged`` when the passphrase is right, but the bytes
            are spoiled from which the key follows; ``store.missing`` and the like when there is no such file.

    """
    path = real_path(path)
    must_be_file(path)
    try:
        keys.unlock(path, passphrase)
    except UserError as error:
        if error.code == "store.wrong_passphrase" and sealing.has_lost_its_salt(path, passphrase):
            raise UserError("store.damaged", path=str(path)) from error
        raise


def fits(path: Path, passphrase: str) -> bool:
    """Whether this is the passphrase of a file that was unlocked, without opening anything; as slow."""
    return keys.fits(real_path(path), passphrase)


def forget(path: Path) -> None:
    """Let the passphrase of a workspace be asked for again; what has it open keeps it open."""
    keys.forget(real_path(path))


def must_be_plain(path: Path) -> None:
    """Refuse what cannot be encrypted before anybody is asked for a passphrase in vain.

    Raises:
        UserError: ``store.sealed_already``; what ``kam.store.files.recognise`` raises.

    """
    if is_sealed(path):
        raise UserError("store.sealed_already", path=str(path))
    recognise(path)


def must_be_sealed(path: Path) -> None:
    """Refuse what has no passphrase.

    Raises:
        UserError: ``store.not_sealed``, ``store.missing`` and the like.

    """
    must_be_file(real_path(path))
    if not is_sealed(path):
        raise UserError("store.not_sealed", path=str(path))


def seal(path: Path, clock: Clock, passphrase: str) -> None:
    """Encrypt a closed workspace; raises as ``kam.store.sealing.seal``, and then it is as it was."""
    sealing.seal(path, clock, passphrase)


def reseal(path: Path, clock: Clock, passphrase: str) -> None:
    """Give a closed, unlocked workspace another passphrase; raises as ``kam.store.sealing.reseal``."""
    sealing.reseal(path, clock, passphrase)


def unseal(path: Path, clock: Clock) -> None:
    """Make a closed, unlocked workspace readable without a passphrase; raises as ``reseal``."""
    sealing.unseal(path, clock)


def earlier_copies(path: Path, places: Iterable[Path] = ()) -> list[Path]:
    """The copies of a workspace, here and in second ``places``, that its own passphrase does not open.

    After it was encrypted these are the unencrypted backups, and what crashes and restoring had left.
    """
    return sealing.earlier_copies(path, places)


def delete_earlier_copies(path: Path, places: Iterable[Path] = ()) -> list[Path]:
    """Delete those copies; returns the ones that could not be deleted."""
    return sealing.delete_earlier_copies(path, places)
