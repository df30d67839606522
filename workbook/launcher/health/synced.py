"""Whether a syncing service copies home to other computers, as far as that can be known.

A service is known by the usual names of its folders and by what it leaves at the top of them.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbook.launcher.health.findings import Finding, note
from workbook.store.home import Home
from workbook.words import say


@dataclass(frozen=True)
class Service:
    """The names of a service’s folders, in small letters, and of the files it leaves there."""

    folder: str
    left: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    "Variables of the environment in which it names its folder."


SERVICES = {
    "dropbox": Service(r"(.* )?dropbox( \(.*\)|-.*)?", (".dropbox", ".dropbox.cache")),
    "onedrive": Service(r"onedrive( ?-.*)?", (), ("OneDrive", "OneDriveCommercial")),
    "icloud": Service(r"icloud ?drive.*|com~apple~clouddocs|mobile documents"),
    "google-drive": Service(
        r"google ?drive(-.*)?|my drive",
        (".tmp.drivedownload", ".tmp.driveupload", ".shortcut-targets-by-id"),
    ),
    "nextcloud": Service(r"(nextcloud|owncloud)\d*", (".sync_*.db", "._sync_*.db")),
    "syncthing": Service(r"syncthing", (".stfolder",)),
}

_KEPT_IN_ICLOUD = "Library/Mobile Documents/com~apple~CloudDocs/Documents"
"What there is on a Mac whose documents folder is kept in iCloud."


def check(home: Home) -> Iterator[Finding]:
    """Whether a service copies home elsewhere: no fault, but to be known."""
    service = syncing(home.root)
    if service:
        yield note("synced", service=say(f"commands.doctor.service.{service}"))


def syncing(folder: Path) -> str:
    """The service that syncs a folder, as a key of ``SERVICES``; empty where none is known to."""
    there = folder.resolve()
    for place in (there, *there.parents):
        for name, service in SERVICES.items():
            if _is_top(place, service):
                return name
    mine = Path.home()
    kept = (mine / _KEPT_IN_ICLOUD).exists() and there.is_relative_to(mine / "Documents")
    return "icloud" if kept else ""


def _is_top(place: Path, service: Service) -> bool:
    if re.fullmatch(service.folder, place.name.casefold()):
        return True
    if any(place == Path(os.environ.get(name) or os.devnull) for name in service.variables):
        return True
    try:
        return any(any(place.glob(pattern)) for pattern in service.left)
    except OSError:  # a folder above home may be closed to this user
        return False
