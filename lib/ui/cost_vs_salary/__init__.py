"""The Cost vs salary page: its controls and downloads."""
