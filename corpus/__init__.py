"""Documents to clauses: readers, clause parser, registry of documents, question bank."""

import os

# onnxruntime tells its maker of every session unless this is set before it is imported; nothing leaves this machine.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
