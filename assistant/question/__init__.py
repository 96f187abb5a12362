"""What was asked: a question read once into what all later stages need."""
