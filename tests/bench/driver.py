"""Drives programs in a pseudo-terminal with the tool that stands outside the project."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.corpora import SHARED

_DRIVER = SHARED / "tools" / "ptybench.py"
_UNUSUAL = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "NO_COLOR")


def drive(subjects: Sequence[dict[str, Any]], *, runs: int, baseline: str = "") -> str:
    """Return the table of what each subject took, at 160×50; runs are interleaved.

    Raises:
        SystemExit: The tool is not there.
    """
    if not _DRIVER.exists():
        raise SystemExit(f"{_DRIVER} is missing: name its folder in BENCH_SHARED.")
    spec: dict[str, Any] = {"cols": 160, "rows": 50, "runs": runs, "timeout": 120}
    spec |= {"subjects": list(subjects), "warmup": int(runs > 1)}
    spec |= {"baseline": baseline} if baseline else {}
    environment = {n: v for n, v in os.environ.items() if n not in _UNUSUAL}
    command = [sys.executable, str(_DRIVER)]
    with tempfile.TemporaryDirectory() as work:
        asked, told = Path(work, "spec.json"), Path(work, "out.json")
        asked.write_text(json.dumps(spec), "utf-8")
        subprocess.run(
            [*command, "run", str(asked), "--out", str(told)],
            check=True,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        shown = [*command, "show", str(told)]
        return subprocess.run(
            shown, check=True, env=environment, capture_output=True, text=True
        ).stdout
