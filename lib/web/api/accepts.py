"""Whether a client takes what an endpoint gives, by its Accept header (RFC 9110)."""

from collections.abc import Sequence


def accepts(header: str, offered: Sequence[str]) -> bool:
    """Whether one of the media types is accepted. No header accepts everything; `q=0` refuses."""
    if not header.strip():
        return True
    weights = dict(_range(part) for part in header.lower().split(","))
    return any(_weight(media, weights) > 0 for media in offered)


def _range(part: str) -> tuple[str, float]:
    """A media range without its parameters, and its weight; what is no number weighs one."""
    media, *parameters = (one.strip() for one in part.split(";"))
    written = next((one.removeprefix("q=") for one in parameters if one.startswith("q=")), "1")
    try:
        return media, float(written)
    except ValueError:
        return media, 1.0


def _weight(media: str, weights: dict[str, float]) -> float:
    """The weight of a media type: of the most exact range that it is in."""
    ranges = (media, f"{media.partition('/')[0]}/*", "*/*")
    return next((weights[one] for one in ranges if one in weights), 0.0)
