"""Starts the web application: the public chat page and the HTTP interface."""

import argparse
import gc
import os
import socket
import sys

from assistant.errors import AssistantError

# Read by the libraries when they are imported: nothing is reported to anyone, nothing downloaded.
QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_SSR_MODE": "False",
    "GRADIO_MCP_SERVER": "False",
    # Its statistics of events, which nobody sees, would take a quarter of the time of each.
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "ANONYMIZED_TELEMETRY": "False",
    "LANGSMITH_TRACING": "false",
}


def main() -> int:
    """Serve until interrupted; return the exit status."""
    arguments = parser().parse_args()
    try:
        listening = bind(arguments.host, arguments.port)
    except OSError as exc:
        print(  # noqa: T201
            f"error: {arguments.host}:{arguments.port} cannot be used ({exc.strerror or exc}); "
            "stop what uses it, or choose another with --port.",
            file=sys.stderr,
        )
        return 1
    os.environ.update(QUIET)
    try:
        serve(listening)
    except AssistantError as exc:
        listening.close()
        print(f"error: {exc}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the command line, whose defaults HOST and PORT set."""
    found = argparse.ArgumentParser(description=__doc__)
    found.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
    found.add_argument("--port", type=int, default=os.environ.get("PORT") or "7860")
    return found


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket; raises ``OSError`` when the address is taken or wrong."""
    if not 0 <= port <= 65535:
        raise OSError(f"{port} is not a port number")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening


def serve(listening: socket.socket) -> None:
    """Build the application and serve it on a socket.

    Raises ``BadSettings``, and ``RecordsUnavailable`` for a database that cannot be opened.
    """
    gc.disable()
    import uvicorn

    from assistant.web.starting import Server, import_gradio

    import_gradio()
    from assistant.records.opening import open_records
    from assistant.service import Service
    from assistant.web.application import build_application
    from assistant.web.logs import configure_logs
    from assistant.web.settings import WebSettings

    settings = WebSettings()
    configure_logs(settings)
    host, port = listening.getsockname()[:2]
    records = open_records()
    app = build_application(Service(), records, settings, bound=host)
    shown = f"[{host}]" if ":" in host else host
    print(f"The assistant is at http://{shown}:{port} (stop it with Ctrl+C)", flush=True)  # noqa: T201
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=10,
        server_header=False,
        ws="none",
        proxy_headers=True,
        forwarded_allow_ips=settings.proxies,
    )
    try:
        Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        # The server has ended what was under way; this is how it passes Ctrl+C on.
        pass
    finally:
        records.close()


if __name__ == "__main__":
    sys.exit(main())
