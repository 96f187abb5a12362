"""Fit everything: ``python -m assistant.fitting --documents FOLDER --encoder MODEL``."""

import typer

from assistant.fitting.signals import main

typer.run(main)
