"""Content negotiation: the headers Accept and Accept-Encoding (RFC 9110, 12.4 and 12.5)."""

from collections.abc import Sequence


def weights(header: str) -> dict[str, float]:
    """The weight of each item of a header, keyed by its name in lower case; parameters other than `q` are dropped.

    An item without `q` has weight 1. One whose `q` is not a number has weight 0, so it is not accepted.
    """
    items = (item.strip() for item in header.lower().split(","))
    return dict(_weighted(item) for item in items if item)


def _weighted(item: str) -> tuple[str, float]:
    name, *parameters = (part.strip() for part in item.split(";"))
    weight = next((part.removeprefix("q=") for part in parameters if part.startswith("q=")), "1")
    try:
        return name, float(weight)
    except ValueError:
        return name, 0.0


def accepts(header: str, media_types: Sequence[str]) -> bool:
    """Whether an Accept header accepts at least one of the media types; an empty header accepts all, `q=0` refuses."""
    if not header.strip():
        return True
    ranges = weights(header)
    return any(_weight(media_type, ranges) > 0 for media_type in media_types)


def _weight(media_type: str, ranges: dict[str, float]) -> float:
    """The weight of the most specific range that matches the media type; 0 if none does."""
    candidates = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
    return next((ranges[name] for name in candidates if name in ranges), 0.0)
