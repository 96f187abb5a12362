"""Trains the reading model: a small transformer that tells whether a sentence states what a question asks."""
