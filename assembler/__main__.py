"""Entry point for ``python -m assembler``, which is equivalent to the command ``assembler``."""

import sys
from pathlib import Path


def run() -> None:
    """Run the command without importing modules from the working folder, which may not be trusted."""
    program = Path(__file__).resolve().parents[1]
    if not sys.flags.safe_path and Path(sys.path[0]).resolve() != program:
        del sys.path[0]
    from assembler.cli import main

    main()


if __name__ == "__main__":
    run()
