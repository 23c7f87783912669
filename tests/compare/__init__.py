"""Tests: Certifications side by side."""
