"""Tests: From pay microdata to medians."""
