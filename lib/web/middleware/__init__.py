"""ASGI middleware, one concern each; `lib.web.server` puts them in order."""
