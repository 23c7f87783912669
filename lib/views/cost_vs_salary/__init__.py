"""The Cost vs salary page: its controls, figures, tables and downloads."""
