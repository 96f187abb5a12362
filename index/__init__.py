"""Clauses to a searchable index: segmentation, embedding, FAISS, BM25, and the folder they are kept in."""
