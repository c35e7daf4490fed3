"""Checks of declarations against the model, views and house styles."""
