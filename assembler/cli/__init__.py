"""The only door to terminal, environment, clock and exit codes."""


def main() -> None:
    """The command ``assembler``."""
