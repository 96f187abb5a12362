"""Questions to answers: understanding, retrieval, decision, answer, check; REST API and widget."""
