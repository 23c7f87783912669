"""Certification: every fact of one, with its source and the day it was checked."""

import streamlit as st

from lib import charts, detail, links, site
from lib.ui import data, facts, frame, picker

tables = data.tables()
every = data.certs(frame.on())
cert_id = links.cert_id(st.query_params.get("id", ""), every)
if cert_id is None:
    picker.instead(st.query_params.get("id", ""), every)
    st.stop()

cert = every[every["id"] == cert_id].to_dict("records")[0]
domains = tables["exam_domains"][tables["exam_domains"]["cert_id"] == cert_id]
tier = every[every["tier"] == cert["tier"]]

frame.title(f"{cert['code']} · {cert['short_name']}")
frame.question(cert["name"], detail.finding(cert, every))
left, right = st.columns([11, 9], gap="large")
with left:
    facts.heading(detail.domain_finding(domains))
    if domains["weight_high"].notna().any():
        st.plotly_chart(charts.exam_domains(domains, cert["tier"]), key="exam_domains", alt=detail.domain_finding(domains), config=charts.CONFIG)
    facts.domains(domains)
    if every.loc[every["id"] == cert_id, "price_usd"].notna().any():
        facts.heading(detail.price_finding(cert, tier))
        st.plotly_chart(charts.price_strip(tier, cert_id), key="price_strip", alt=detail.price_finding(cert, tier), config=charts.CONFIG)
with right:
    facts.figures(detail.figures(tables["facts"], cert_id), cert)
facts.story(cert, every, frame.following())
facts.paths(detail.used_by(cert_id, tables["paths"], tables["path_steps"], every), cert, every)
facts.sources(cert)
