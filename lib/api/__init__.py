"""The open API without its server: its endpoints, their parameters and their answers."""
