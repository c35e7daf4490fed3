"""Checks of declarations against the model and their views, and checks of house styles."""
