"""Certification: every fact of one, with its source and the day it was checked."""

from functools import partial

import streamlit as st

from lib import charts, links
from lib.ui import data, facts, frame, picker, pictures

written = st.query_params.get("id", "")
every = data.certs(frame.on())
cert_id = links.cert_id(written, data.tables())
if cert_id is None:
    picker.instead(written, every)
    frame.done()

cert = data.cert(cert_id, frame.on())
sections = data.sections(cert_id)
sheet = facts.sheet(cert, every, frame.on(), frame.following())

frame.title(sheet.title)
frame.question(cert["name"], sheet.finding, sheet.kicker)
left, right = st.columns([11, 9], gap="large")
with left:
    facts.heading(sheet.domain_finding)
    if sheet.has_weights:
        domains = partial(charts.exam_domains, sections, cert["tier"])
        pictures.show(domains, cert_id, key="exam_domains", alt=sheet.domain_finding)
    if sheet.domains:
        st.html(sheet.domains)
    if sheet.price_finding:
        facts.heading(sheet.price_finding)
        prices = partial(charts.price_strip, every, cert_id)
        pictures.show(prices, cert_id, frame.on(), key="price_strip", alt=sheet.price_finding)
with right:
    st.html(sheet.figures)
st.html(sheet.rest)
