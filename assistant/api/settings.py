"""Settings of the HTTP server's bounds; environment variables ASSISTANT_…, or a .env file."""

from pydantic import Field

from index.settings import CheckedSettings


class HttpSettings(CheckedSettings):
    """Bounds that keep one client from taking the service away from the others."""

    rate_per_minute: int = Field(default=120, ge=1)  # requests of one client to /api and /v1; an office behind one address fits
    rate_burst: int = Field(default=40, ge=1)  # how many of them at once
    # The machine itself: batch runs of the operator, and a proxy that does not say for whom it asks; a limit there
    # would hit every reader together.
    rate_exempt: tuple[str, ...] = ("127.0.0.1", "::1")
    ready_wait: float = Field(default=20.0, ge=0, le=120)  # seconds that a request waits for the index before it gets 503
    max_body_bytes: int = Field(default=262_144, ge=4096)  # of /api and /v1; ten long turns of history take 120 kB
    answers_at_once: int = Field(default=8, ge=1)  # threads that answer; more would only wait for the same cores
