"""Plain pages: each has an address that holds all it shows, and works without a script; the chat alone is Gradio's (pages/)."""
