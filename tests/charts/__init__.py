"""Tests: Figures."""
