"""LibreOffice as a converter, in a process and profile of its own, with a time limit."""
