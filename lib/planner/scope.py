"""What may be sat at all: each certification that a path names, with what it requires, or why it cannot be planned."""

from collections.abc import Iterator
from datetime import date

from lib.planner.catalogue import Block, Catalogue, Cert
from lib.planner.goals import Holding
from lib.planner.request import Request
from lib.planner.windows import Window, closes, past, shut, windows
from lib.text import listed


class Scope:
    """What may be sat: filled by `admits`, with the windows of each and the reason of each refusal."""

    def __init__(self, request: Request, catalogue: Catalogue, holding: Holding, begins: date) -> None:
        self.request, self.catalogue, self.holding, self.begins = request, catalogue, holding, begins
        self.windows: dict[str, tuple[Window, ...]] = {}
        self.refused: dict[str, str] = {}

    def admits(self, cert_id: str) -> bool:
        """Whether a certification can be planned, with all that it requires. Requirements have no circles."""
        if cert_id in self.windows or cert_id in self.refused:
            return cert_id in self.windows
        cert = self.catalogue.certs[cert_id]
        found = self._windows(cert)
        why = "" if found else self._why(cert)
        lacking = [block for block in self.open_blocks(cert) if len(self.admitted(block)) < self.missing(block)]
        why = why or (f"it requires {_requires(lacking[0], self.catalogue)}" if lacking else "")
        if why:
            self.refused[cert_id] = why
            return False
        self.windows[cert_id] = found
        return True

    def open_blocks(self, cert: Cert) -> Iterator[Block]:
        """The requirements that what is held does not meet."""
        return (block for block in cert.requires if self.missing(block) > 0)

    def admitted(self, block: Block) -> tuple[str, ...]:
        """The choices of a requirement that can be planned."""
        return tuple(one for one in block.choices if one not in self.holding.valid and self.admits(one))

    def missing(self, block: Block) -> int:
        """How many choices of a requirement are needed beside what is held."""
        return block.n - sum(one in self.holding.valid for one in block.choices)

    def _windows(self, cert: Cert) -> tuple[Window, ...]:
        day, language = self.catalogue.article_day, self.request.language
        found = windows(cert, on=self.request.on, language=language, article_day=day)
        ahead = tuple(one for one in found if one.closes > self.begins)
        return tuple(one for one in ahead if self.request.beta or not one.beta)

    def _why(self, cert: Cert) -> str:
        language = self.request.language
        over = past(cert, language=language, on=self.begins)
        return shut(cert, language=language) or over or self._not_now(cert)

    def _not_now(self, cert: Cert) -> str:
        """Why an exam that somebody can book has no window of its own in this plan."""
        if closes(cert, self.request.language) == self.begins:
            return "its last exam day comes before it can be studied for"
        return "it is in beta, and betas are off"


def _requires(block: Block, catalogue: Catalogue) -> str:
    names = [catalogue.certs[one].code for one in block.choices] + list(block.outside)
    return f"{listed(names, 'or')}, which cannot be planned"
