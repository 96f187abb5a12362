"""Measures answers against written questions: metrics, a report, a page, the comparison of two runs."""
