"""Lets ``python -m tui`` be the command ``broadsheet``; it knows nothing else."""

import sys

from tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
