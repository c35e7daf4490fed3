"""``python -m assembler`` is the same as ``assembler``."""

import sys
from pathlib import Path


def run() -> None:
    """Run the command; no module comes from the folder we are in, which may be somebody else's project."""
    program = Path(__file__).resolve().parents[1]
    if not sys.flags.safe_path and Path(sys.path[0]).resolve() != program:
        del sys.path[0]
    from assembler.cli import main

    main()


if __name__ == "__main__":
    run()
