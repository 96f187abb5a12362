"""Whether it is so: statements held against the quotes that they cite."""
