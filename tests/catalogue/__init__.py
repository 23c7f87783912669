"""Tests: The catalogue: filtering, status, one certification, paths, the tier map, the Overview."""
