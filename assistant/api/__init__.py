"""HTTP: the REST interface, the OpenAI-compatible one, and the files of the widget."""

from assistant.api.app import create_app

__all__ = ["create_app"]
