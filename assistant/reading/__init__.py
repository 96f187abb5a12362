"""Whether a sentence states what was asked: the reading model, a small transformer that sees both."""
