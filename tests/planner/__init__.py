"""Tests of the sequence planner."""
