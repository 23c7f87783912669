"""Certification: every fact of one, with its source and the day it was checked."""

from functools import partial

import streamlit as st

from lib import charts, links
from lib.ui import data, facts, frame, picker, pictures

written = st.query_params.get("id", "")
every = data.certs(frame.on())
cert_id = links.cert_id(written, every)
if cert_id is None:
    picker.instead(written, every)
    st.stop()

cert = every.loc[every["id"] == cert_id, "record"].iloc[0]
following = frame.following()
sheet = data.remembered(partial(facts.sheet, cert, every, following), "sheet", cert_id, frame.on(), *following)
sections = data.tables()["exam_domains"].query("cert_id == @cert_id")

frame.title(sheet.title)
frame.question(cert["name"], sheet.finding, sheet.kicker)
left, right = st.columns([11, 9], gap="large")
with left:
    facts.heading(sheet.domain_finding)
    if sections["weight_high"].notna().any():
        pictures.show(
            partial(charts.exam_domains, sections, cert["tier"]), cert_id, key="exam_domains", alt=sheet.domain_finding
        )
    st.html(sheet.domains)
    if sheet.price_finding:
        facts.heading(sheet.price_finding)
        pictures.show(partial(charts.price_strip, every, cert_id), cert_id, key="price_strip", alt=sheet.price_finding)
with right:
    st.html(sheet.figures)
st.html(sheet.rest)
