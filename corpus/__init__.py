"""Documents to clauses: readers, clause parser, registry of documents, question bank."""
