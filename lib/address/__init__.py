"""Addresses: the pages of the site, and how addresses are parsed and written."""
