"""The Tier map: its board as HTML, its tiles, and the widths of its columns."""
