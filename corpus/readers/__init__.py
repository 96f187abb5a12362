"""Files as offices hold them, each format by its own small module, all to one form: ``corpus.readers.source.Source``."""
