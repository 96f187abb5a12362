"""Where it stands: documents in scope, places by number, sentences by search."""
