"""Settings of the HTTP server's bounds; environment variables ASSISTANT_…, or a .env file."""

import os

from pydantic import Field

from index.settings import CheckedSettings

_EVERYWHERE = ("0.0.0.0/0", "::/0")
_INSIDE = ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")


class HttpSettings(CheckedSettings):
    """Bounds that keep one client from taking the service away from the others."""

    rate_per_minute: int = Field(default=120, ge=1)  # tokens of one client, whatever it calls; an office behind one address fits
    rate_burst: int = Field(default=60, ge=1)  # how many of them at once: a page takes six, a question one
    # The machine itself: batch runs of the operator, and a proxy that does not say for whom it asks; a limit there
    # would hit every reader together.
    rate_exempt: tuple[str, ...] = ("127.0.0.1", "::1")
    allowed_hosts: tuple[str, ...] = ()  # public names of the service; localhost and numbers always are
    metrics_networks: tuple[str, ...] = _INSIDE  # who may read /metrics; empty: nobody
    docs_networks: tuple[str, ...] = _EVERYWHERE
    admin_networks: tuple[str, ...] = _INSIDE  # who may reach /admin; empty: nobody
    mcp_networks: tuple[str, ...] = _EVERYWHERE
    ready_wait: float = Field(default=20.0, ge=0, le=120)  # seconds that a request waits for the index before it gets 503
    max_body_bytes: int = Field(default=262_144, ge=4096)  # ten long turns of history take 120 kB
    max_upload_bytes: int = Field(default=67_108_864, ge=1_048_576)  # files that an officer sends to /admin at once
    # Threads that answer: one makes an answer on a core while another waits for what it reads. More only hold each other up,
    # and the thread that takes requests in (docs/live.md).
    answers_at_once: int = Field(default_factory=lambda: 2 * (os.cpu_count() or 1), ge=1)
    requests_at_once: int = Field(default=64, ge=1)  # that are worked on or wait; 64 answers take about half a second
    streams_at_once: int = Field(default=1000, ge=1)  # open pages, each with a connection of its own
    streams_per_client: int = Field(default=100, ge=1)
