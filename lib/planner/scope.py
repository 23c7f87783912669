"""The certifications that can be planned, with all that they require; for each of the others, why it cannot be."""

from collections.abc import Iterator
from datetime import date

from lib.planner.catalogue import Block, Catalogue, Cert
from lib.planner.goals import Holding
from lib.planner.request import PlanRequest
from lib.planner.windows import Window, last_exam_day, why_closed, why_over, windows
from lib.text import listed


class Scope:
    """The certifications that can be planned, with their windows, and the reason of each refusal; `admits` fills it."""

    def __init__(self, request: PlanRequest, catalogue: Catalogue, holding: Holding, begins: date) -> None:
        self.request, self.catalogue, self.holding, self.begins = request, catalogue, holding, begins
        self.windows: dict[str, tuple[Window, ...]] = {}
        self.refused: dict[str, str] = {}

    def admits(self, cert_id: str) -> bool:
        """Whether a certification can be planned, with all that it requires. Requirements have no cycles."""
        if cert_id in self.windows or cert_id in self.refused:
            return cert_id in self.windows
        cert = self.catalogue.certs[cert_id]
        exam_windows = self._windows(cert)
        why = "" if exam_windows else self._why(cert)
        lacking = [block for block in self.open_blocks(cert) if len(self.admitted(block)) < self.missing(block)]
        why = why or (f"it requires {_requires(lacking[0], self.catalogue)}" if lacking else "")
        if why:
            self.refused[cert_id] = why
            return False
        self.windows[cert_id] = exam_windows
        return True

    def open_blocks(self, cert: Cert) -> Iterator[Block]:
        """The requirements that the certifications held do not meet."""
        return (block for block in cert.requires if self.missing(block) > 0)

    def admitted(self, block: Block) -> tuple[str, ...]:
        """The choices of a requirement that can be planned."""
        valid = self.holding.valid
        return tuple(cert_id for cert_id in block.choices if cert_id not in valid and self.admits(cert_id))

    def missing(self, block: Block) -> int:
        """The number of choices of a requirement that are needed beside those held."""
        return block.n - sum(cert_id in self.holding.valid for cert_id in block.choices)

    def _windows(self, cert: Cert) -> tuple[Window, ...]:
        """The windows in which an exam can still be sat in this plan, at least one day of study before it included."""
        article_day, language = self.catalogue.article_day, self.request.language
        exam_windows = windows(cert, on=self.request.on, language=language, article_day=article_day)
        ahead = tuple(window for window in exam_windows if window.closes > self.begins)
        return tuple(window for window in ahead if self.request.beta or not window.beta)

    def _why(self, cert: Cert) -> str:
        language = self.request.language
        over = why_over(cert, language=language, on=self.begins)
        return why_closed(cert, language=language) or over or self._not_now(cert)

    def _not_now(self, cert: Cert) -> str:
        """Why an exam that can be booked has no window in this plan."""
        if last_exam_day(cert, self.request.language) == self.begins:
            return "its last exam day comes before it can be studied for"
        return "it is in beta, and betas are off"


def _requires(block: Block, catalogue: Catalogue) -> str:
    names = [catalogue.certs[cert_id].code for cert_id in block.choices] + list(block.outside)
    return f"{listed(names, 'or')}, which cannot be planned"
