"""A row of any frame; a certification has a type of its own (`lib.catalogue.record`)."""

from collections.abc import Mapping
from typing import Any

Row = Mapping[Any, Any]
"""One row of a frame, from column to cell."""
