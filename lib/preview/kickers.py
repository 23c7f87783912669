"""The line above a page's question, as HTML: the same on the page and in the HTML before the app."""

import pandas as pd
from markupsafe import Markup

from lib.address.links import Links
from lib.catalogue.record import Certification
from lib.compare.alternatives import rivals
from lib.design.render import render
from lib.tables.store import Tables

OVERVIEW_KICKER = Markup(
    '<p class="cw-kicker">Certifications in AI and machine learning, with evidence: '
    "what can be booked, what a path costs, what its role pays.</p>"
)


def cert_kicker(cert: Certification, certs: pd.DataFrame, tables: Tables, links: Links) -> Markup:
    """The line above a certification: codes, vendor, our tier and focus, the vendor's level, links back and to a rival.

    Takes the certification, the catalogue of the day, and the links of the view.
    """
    rival = _rival(cert, certs, tables)
    return Markup(render("cert_kicker.html", cert=cert, rival=rival, links=links))  # noqa: S704, a template escapes


def _rival(cert: Certification, certs: pd.DataFrame, tables: Tables) -> dict[str, str] | None:
    """The first rival of a certification: `id`, `code`, `why`; None where it has no rival."""
    reasons = rivals(certs, cert["id"], tables["vendors"]["vendor"].tolist())
    if not reasons:
        return None
    rival_id, why = next(iter(reasons.items()))
    code = certs.loc[certs["id"] == rival_id, "code"].iloc[0]
    return {"id": rival_id, "code": code, "why": why}
