"""An HTML page, parsed: its head, its links, its text by element."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = ("meta", "link", "br", "img", "base", "input", "hr")


@dataclass
class Document:
    """A parsed page: `meta` by name or property, `links` by rel, `words` as the texts of its elements by tag."""

    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    hrefs: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.document, self.open = Document(), []

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        self.document.tags.append(tag)
        if tag == "meta":
            self.document.meta[attributes.get("name") or attributes.get("property") or "charset"] = attributes.get(
                "content", ""
            )
        if tag == "link":
            self.document.links.setdefault(attributes["rel"], []).append(attributes)
        if tag == "a":
            self.document.hrefs.append(attributes["href"])
        if tag not in VOID:
            self.open.append(tag)
            self.document.words.setdefault(tag, []).append("")

    def handle_startendtag(self, tag, attrs):
        assert tag in VOID
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        assert self.open[-1:] == [tag]
        self.open.pop()

    def handle_data(self, data):
        for tag in dict.fromkeys(self.open):
            self.document.words[tag][-1] += data


def read(html: str) -> Document:
    """Parse a page, whose elements have to be properly nested."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    reader.document.title = reader.document.words["title"][0]
    return reader.document
