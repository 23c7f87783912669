"""The server around the app: middleware, routes, the API over HTTP, start-up."""
