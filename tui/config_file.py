"""Reads a YAML file as nodes that know their lines; it knows no setting."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from tui import text
from tui.errors import ConfigError

if TYPE_CHECKING:
    import yaml


def compose(path: Path) -> "yaml.Node | None":
    """Return the root of a YAML 1.1 file; None where there is no file or nothing in it.

    Raises:
        ConfigError: It cannot be read, or is not YAML.
    """
    import yaml  # noqa: PLC0415 - only a command that needs the settings pays for it

    try:
        return yaml.compose(path.read_text("utf-8-sig"), yaml.SafeLoader)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8; save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f":{mark.line + 1}" if mark else ""
        raise ConfigError(f"{path}{place}: is not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        cause = text.line(str(error))
        raise ConfigError(f"{path}: is not YAML: {cause}") from error


def kind(node: "yaml.Node") -> str:
    """Return what a node is: ``scalar``, ``sequence`` or ``mapping``."""
    return str(cast("Any", node).id)


def shown(node: "yaml.Node") -> str:
    """Return a node for a message: one line, safe and short."""
    if kind(node) == "scalar":
        return text.cut(text.line(node.value), 60)
    return "a list" if kind(node) == "sequence" else "keys and values"


def place(path: Path, node: "yaml.Node") -> str:
    """Return where a node stands: ``config.yaml:3``."""
    return f"{path}:{node.start_mark.line + 1}"
