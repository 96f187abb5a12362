"""The clause finder: every clause that fits, and its export."""
