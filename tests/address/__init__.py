"""Tests: Addresses: parsing and writing them."""
