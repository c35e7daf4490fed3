"""Frozen pydantic models and structs for reviews, reference data, documents and messages."""
