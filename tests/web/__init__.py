"""The server around the app, asked without a network."""
