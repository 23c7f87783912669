"""Tests: The build, from source files to tables."""
