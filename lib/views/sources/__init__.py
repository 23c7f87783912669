"""The Sources page: the evidence of the figures, the list of all sources, and all tables."""
