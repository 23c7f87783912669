"""The server as it is deployed: replicas behind nginx, and the files that describe it."""
