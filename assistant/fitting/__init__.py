"""How weights are fitted: examples, signals, decisions; nothing here runs when a question is answered."""
