"""What only a browser shows, in headless Chromium against a running server."""
