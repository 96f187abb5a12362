"""Training of the shipped embedding model; nothing in the product imports it."""
