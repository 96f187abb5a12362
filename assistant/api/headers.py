"""The headers that every answer carries: what a browser may load, show, frame and tell others."""

from starlette.datastructures import MutableHeaders

from assistant.api.origins import Origins

_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# The widget and the docs page hold no inline script or style, so the browser may forbid them.
_STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'"
)
# Gradio's pages need inline code; that nothing comes from another host is still the browser's to enforce.
_PAGES = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' blob: data:; media-src 'self' data: blob:; "
    "worker-src 'self' blob:; frame-src 'self' blob: data:; object-src 'none'; base-uri 'self'; form-action 'self'"
)

_SITE = _STRICT.replace("form-action 'none'", "form-action 'self'")  # plain pages: forms, and no inline script or style
# Pages of the administration: plain forms, without a script; never inside a frame.
_ADMIN = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


def mark(headers: MutableHeaders, channel: str, origins: Origins, cross: str) -> None:
    """Set the headers of an answer.

    Args:
        headers: those that it has; a file that other sites may load says so itself.
        channel: of the address that was called, empty for one that is not served.
        origins: who may embed and call.
        cross: the foreign site that called, or an empty text.
    """
    for name, value in _COMMON.items():
        headers.setdefault(name, value)
    if channel == "admin":
        headers["Content-Security-Policy"], headers["X-Frame-Options"] = _ADMIN, "DENY"
        headers["Referrer-Policy"] = "same-origin"
        headers.setdefault("Cache-Control", "no-store")
        return
    if channel in ("pages", "site"):  # a question may be spoken, once its reader has agreed to where the voice goes
        headers["Permissions-Policy"] = _COMMON["Permissions-Policy"].replace("microphone=()", "microphone=(self)")
    policy = {"pages": _PAGES, "site": _SITE}.get(channel, _STRICT)
    headers["Content-Security-Policy"] = f"{policy}; {origins.frame_ancestors}"
    if not origins.sources:
        headers["X-Frame-Options"] = "SAMEORIGIN"  # for what does not read the policy; it cannot hold a list
    if channel in ("api", "openai"):
        headers.setdefault("Cache-Control", "no-store")
        headers.add_vary_header("Origin")
        if cross and origins.listed(cross):
            headers["Access-Control-Allow-Origin"] = cross
            headers["Access-Control-Expose-Headers"] = "Retry-After"
