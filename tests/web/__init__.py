"""Tests of the server around the app, most of them without a network."""
