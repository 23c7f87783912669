"""Tests: Provenance, age of facts, studies."""
