"""``python -m assembler`` is the same as ``assembler``."""

from assembler.cli import main

if __name__ == "__main__":
    main()
