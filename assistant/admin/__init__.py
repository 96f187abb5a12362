"""What officers do: documents, questions, pinned answers, contacts and examples, in plain pages and on the command line."""
