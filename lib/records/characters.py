"""Characters that have no place in text: they control a terminal, reverse its direction, or are invisible."""

import re
import unicodedata

_NONCHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
UNWANTED = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # controls: C0 with tab and line breaks, DEL, C1
    "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"  # overrides, isolates and marks of direction
    "\u2028\u2029"  # other line breaks
    "\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # zero width
    "\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # blank letters
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"  # formats of shorthand and music, tags
    "\ud800-\udfff\ufdd0-\ufdef" + _NONCHARACTERS + "]"  # surrogates and noncharacters
)
"""Every character that source files must not contain. Line breaks are among them: source text has one line."""

_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def unwanted(text: str) -> list[str]:
    """The unwanted characters of a text, each once, with their names: `U+202E right-to-left override`."""
    return [_named(character) for character in dict.fromkeys(UNWANTED.findall(text))]


def visible(text: str) -> str:
    """Text for a log or a terminal: each unwanted character is written as its code point, `<U+001B>`."""
    return UNWANTED.sub(lambda match: f"<{_code_point(match[0])}>", text)


def printable(text: str) -> str:
    """Text for a file: every line break becomes a line feed, tabs stay, other unwanted characters are left out."""
    return "".join(
        part if part in ("\n", "\t") else UNWANTED.sub("", part)
        for part in re.split("([\n\t])", _LINE_BREAK.sub("\n", text))
    )


def one_line(text: str) -> str:
    """Printable text on one line, with single spaces."""
    return " ".join(printable(text).split())


def _named(character: str) -> str:
    name = unicodedata.name(character, "").lower() or _CONTROLS.get(character, "control character")
    return f"{_code_point(character)} {name}"


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


_CONTROLS = {
    "\x00": "null",
    "\t": "tab",
    "\n": "line feed",
    "\r": "carriage return",
    "\x1b": "escape",
    "\x7f": "delete",
    **dict.fromkeys([*_NONCHARACTERS, *map(chr, range(0xFDD0, 0xFDF0))], "noncharacter"),
}
"""Names of characters that have none in Unicode."""
