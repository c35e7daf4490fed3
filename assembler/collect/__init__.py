"""Collects a returned file: its answers become changes of the record.

The file is identified, read, merged and written completely or not at all. Content that cannot become data is
kept in ``data/kept``; nothing is dropped or guessed.
"""
