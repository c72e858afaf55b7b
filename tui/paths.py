"""Where Broadsheet keeps its files; it opens none of them."""

import os
from pathlib import Path


def library() -> Path:
    """Return the library file: ``$BROADSHEET_LIBRARY``, or one in the user's data.

    On Linux that is the XDG base directory for data, elsewhere what is usual there.
    """
    named = os.environ.get("BROADSHEET_LIBRARY")
    return Path(named).expanduser() if named else _user_folder("data") / "library.db"


def config() -> Path:
    """Return the configuration file: ``$BROADSHEET_CONFIG``, or the user's own."""
    named = os.environ.get("BROADSHEET_CONFIG")
    return Path(named).expanduser() if named else _user_folder("config") / "config.yaml"


def cache() -> Path:
    """Return the folder of what can be fetched again: ``$BROADSHEET_CACHE``, or the user's."""
    named = os.environ.get("BROADSHEET_CACHE")
    return Path(named).expanduser() if named else _user_folder("cache")


def repositories(library: Path) -> Path:
    """Return the folder of the Git repositories that a library follows: beside it."""
    return library.parent / "repositories"


def packed(library: Path) -> Path:
    """Return the folder of the pictures that were fetched for a journey: beside it."""
    return library.parent / "packed"


def styles() -> Path:
    """Return the folder of stylesheets.

    A wheel carries it inside the package, a checkout beside it.
    """
    package = Path(__file__).parent
    inside = package / "styles"
    return inside if inside.is_dir() else package.parent / "styles"


def _user_folder(purpose: str) -> Path:
    # Loaded here, so that naming both files costs no import at the start.
    import platformdirs  # noqa: PLC0415

    if purpose == "data":
        return platformdirs.user_data_path("broadsheet", appauthor=False)
    if purpose == "cache":
        return platformdirs.user_cache_path("broadsheet", appauthor=False)
    return platformdirs.user_config_path("broadsheet", appauthor=False)
