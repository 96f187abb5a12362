"""Questions to answers: understanding, retrieval, decision, answer, check; REST API and widget."""

import os

# onnxruntime tells its maker of every session unless this is set before it is imported; nothing leaves this machine.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
