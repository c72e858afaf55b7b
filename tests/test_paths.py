"""Broadsheet's files are where the system, or the environment, says."""

from pathlib import Path

import pytest

from tui import paths


def test_the_environment_names_other_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROADSHEET_LIBRARY", "/somewhere/a.db")
    monkeypatch.setenv("BROADSHEET_CONFIG", "~/b.yaml")
    monkeypatch.setenv("BROADSHEET_CACHE", "~/c")
    assert paths.library() == Path("/somewhere/a.db")
    assert paths.config() == Path.home() / "b.yaml"
    assert paths.cache() == Path.home() / "c"


@pytest.mark.parametrize("value", ["", None])
def test_else_they_are_in_the_users_folders(
    monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    for name in ("BROADSHEET_LIBRARY", "BROADSHEET_CONFIG", "BROADSHEET_CACHE"):
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    assert paths.library().parts[-2:] == ("broadsheet", "library.db")
    assert paths.config().parts[-2:] == ("broadsheet", "config.yaml")
    assert paths.library().is_absolute()
    assert "broadsheet" in paths.cache().parts


def test_the_stylesheets_stand_beside_the_package() -> None:
    assert paths.styles() == Path(paths.__file__).parents[1] / "styles"


def test_a_wheel_has_them_inside(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "styles").mkdir()
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "paths.py"))
    assert paths.styles() == tmp_path / "styles"
