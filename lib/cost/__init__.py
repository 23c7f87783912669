"""Costs: the ledger of payments, the cost of paths, prices by tier, and the break-even of a path."""
