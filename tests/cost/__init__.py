"""Tests: The ledger and break-even."""
