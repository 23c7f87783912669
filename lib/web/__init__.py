"""What the server answers before and beside the app: addresses, start-up."""
