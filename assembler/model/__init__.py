"""Entities of reviews, reference data, documents and messages, as frozen pydantic models and structs."""
