"""LibreOffice as a converter, in a separate process with its own profile and a time limit."""
