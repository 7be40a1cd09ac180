"""Chords: rendered training data, and how well a model names what is played."""
