"""The article's outcomes with what to book today in the place of each pick."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib import links, site
from lib.certs import price_words
from lib.html import render
from lib.paths import picks
from lib.store import Tables
from lib.text import missing
from lib.ui.cards import status_words


def chooser(tables: Tables, certs: pd.DataFrame, following: links.Pairs) -> str:
    """Each of the article's outcomes with its picks, as HTML with links. Takes certifications on a day."""
    known = dict(zip(certs["id"], certs["record"], strict=True))
    paths = tables["paths"]
    named = paths[paths["kind"] == "outcome"].to_dict("records")
    return render("outcomes.html", outcomes=[_outcome(path, tables, certs, known, following) for path in named])


def _outcome(
    path: Mapping[Any, Any], tables: Tables, certs: pd.DataFrame, known: Mapping[str, Any], following: links.Pairs
) -> dict[str, Any]:
    """What has changed since the article is said only on days on which it has."""
    chosen = picks(tables["path_steps"], certs, path["path"])
    today = path["today"] if chosen["changed"].any() else ""
    return {"title": path["title"], "why": path["why"], "today": today, "steps": _steps(chosen, known, following)}


def _steps(chosen: pd.DataFrame, known: Mapping[str, Any], following: links.Pairs) -> list[list[dict[str, Any]]]:
    return [[_choice(one, known, following) for one in step.to_dict("records")] for _, step in chosen.groupby("step")]


def _choice(one: Mapping[Any, Any], known: Mapping[str, Any], following: links.Pairs) -> dict[str, Any]:
    article = known[one["cert_id"]]
    if missing(one["pick"]):
        return {"href": "", "code": article["code"], "gone": f"{status_words(article)}, no successor"}
    cert = known[one["pick"]]
    return {
        "href": links.address(site.CERT, [("id", cert["id"]), *following]),
        "code": cert["code"],
        "beta": cert["status"] == "beta",
        "when": "" if missing(one["when"]) else one["when"],
        "price": price_words(cert),
        "instead_of": article["code"] if one["changed"] else "",
    }
