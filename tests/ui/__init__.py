"""Tests: What draws, without a page."""
