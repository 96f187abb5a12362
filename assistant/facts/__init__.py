"""What a document states without being asked: indicators, measures, periods."""
