"""Tests: Colours and icons."""
