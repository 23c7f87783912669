"""The line above a page's question, as HTML: the same on the page and in the answer that is there before it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from lib import links, site
from lib.html import render
from lib.rivals import rivals
from lib.store import Tables

OVERVIEW = Markup(
    '<p class="cw-kicker">Certifications in AI and machine learning, with evidence: '
    "what can be booked, what a path costs, what its role pays.</p>"
)


def cert(one: Mapping[str, Any], certs: pd.DataFrame, tables: Tables, following: links.Pairs) -> Markup:
    """Of a certification: codes, vendor, our tier and focus, the vendor's own level, the way back, a rival."""
    back = links.address(site.EXPLORE, following)
    rival = _rival(one, certs, tables, following)
    return Markup(render("cert_kicker.html", cert=one, back=back, rival=rival))  # noqa: S704, a template escapes


def _rival(
    one: Mapping[str, Any], certs: pd.DataFrame, tables: Tables, following: links.Pairs
) -> dict[str, str] | None:
    """The most natural certification to compare it with, as a link, and why it is; None where there is none."""
    near = rivals(certs, one["id"], tables["vendors"]["vendor"].tolist())
    if not near:
        return None
    other, why = next(iter(near.items()))
    code = certs.loc[certs["id"] == other, "code"].iloc[0]
    both = [("id", one["id"]), ("id", other), *following]
    return {"code": code, "why": why, "href": links.address(site.COMPARE, both)}
