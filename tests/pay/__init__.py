"""Tests: Roles and their pay."""
