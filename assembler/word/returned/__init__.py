"""Forms and reports that came back, as .docx or .odt, read whole.

Nothing is interpreted here and nothing that somebody wrote is skipped.
"""
