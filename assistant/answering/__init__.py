"""What is said: verbatim quotes in fixed frames, with notices and suggestions."""
