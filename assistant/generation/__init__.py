"""The optional language model: its call, its answer, its check."""
