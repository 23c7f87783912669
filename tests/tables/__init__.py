"""Tests: Tables: storage, limits, the store in use, export."""
