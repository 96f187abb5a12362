"""Answers that an officer has reviewed: shown before the search, for the same question only, until they expire."""
