"""The pages: what a reader sees. Only ``ui.py`` imports this package; it knows Gradio, the rest of the assistant does not."""
