"""The article's outcomes with what to book today in the place of each pick."""

import pandas as pd
import streamlit as st

from lib import links, site
from lib.certs import price_words
from lib.paths import picks
from lib.text import escaped, missing
from lib.ui.cards import status_words


def chooser(paths: pd.DataFrame, steps: pd.DataFrame, certs: pd.DataFrame, following: links.Pairs) -> None:
    """Draw each outcome with its picks, as links."""
    known = {cert["id"]: cert for cert in certs.to_dict("records")}
    rows = [
        f"<li><h2>{escaped(path['title'])}</h2><p>{escaped(path['why'])}</p>"
        f"<ol>{_steps(picks(steps, certs, path['path']), known, following)}</ol>{_today(path)}</li>"
        for path in paths.to_dict("records")
    ]
    st.html(f"<ul class='cw cw-outcomes'>{''.join(rows)}</ul>")


def _steps(chosen: pd.DataFrame, known: dict, following: links.Pairs) -> str:
    told = []
    for _, step in chosen.groupby("step"):
        told.append("<li>" + " <i>or</i> ".join(_choice(one, known, following) for one in step.to_dict("records")) + "</li>")
    return "".join(told)


def _choice(one: dict, known: dict, following: links.Pairs) -> str:
    article = known[one["cert_id"]]
    if missing(one["pick"]):
        return f"<s>{escaped(article['code'])}</s> <small>{escaped(status_words(article))}, no successor</small>"
    cert = known[one["pick"]]
    where = links.address(site.CERT, [("id", cert["id"]), *following])
    beta = " (beta)" if cert["status"] == "beta" else ""
    instead = f" <small>for {escaped(article['code'])}</small>" if one["changed"] else ""
    return f"<a href='{escaped(where)}'>{escaped(cert['code'])}</a>{beta} {escaped(price_words(cert))}{instead}"


def _today(path: dict) -> str:
    return "" if missing(path["today"]) else f"<p class='cw-today'>{escaped(path['today'])}</p>"
