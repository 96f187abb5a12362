"""How it ends: answered, partial, not found, out of scope."""
