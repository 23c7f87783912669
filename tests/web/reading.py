"""An HTML page as a program reads it: its head, its answer, its scripts."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = ("meta", "link", "br", "img", "base", "input", "hr")


@dataclass
class Document:
    """What a page says of itself: `meta` by name or property, `links` by rel, the words of its elements by tag."""

    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    hrefs: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found, self.open = Document(), []

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        self.found.tags.append(tag)
        if tag == "meta":
            self.found.meta[given.get("name") or given.get("property") or "charset"] = given.get("content", "")
        if tag == "link":
            self.found.links.setdefault(given["rel"], []).append(given)
        if tag == "a":
            self.found.hrefs.append(given["href"])
        if tag not in VOID:
            self.open.append(tag)
            self.found.words.setdefault(tag, []).append("")

    def handle_startendtag(self, tag, attrs):
        assert tag in VOID
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        assert self.open[-1:] == [tag]
        self.open.pop()

    def handle_data(self, data):
        for tag in dict.fromkeys(self.open):
            self.found.words[tag][-1] += data


def read(html: str) -> Document:
    """A page. Its elements have to be closed in the order in which they were opened."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    reader.found.title = reader.found.words["title"][0]
    return reader.found
