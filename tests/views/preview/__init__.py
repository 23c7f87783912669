"""Tests: What stands for a view elsewhere."""
