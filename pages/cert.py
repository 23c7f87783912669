"""Certification: all facts of one certification, each with its source and the day on which it was checked."""

import streamlit as st

from lib.address import catalogue_domains
from lib.ui import certification, data, elements, figures, frame, unknown_certification

id_text = st.query_params.get("id", "")
cert_id = catalogue_domains.cert_id(id_text, data.tables())
if cert_id is None:
    unknown_certification.draw(id_text, data.certs(frame.on()))
    frame.end_page()

cert = data.cert(cert_id, frame.on())
content = certification.content(cert_id, frame.on(), frame.links())

frame.set_tab_title(content.title)
frame.question(cert["name"], content.finding, content.kicker)
chart_column, figure_column = st.columns([11, 9], gap="large")
with chart_column:
    elements.heading(content.domain_finding)
    if content.has_weights:
        weights = certification.section_weights(cert_id, cert["tier"])
        figures.show(weights, key="exam_domains", alt=content.domain_finding)
    if content.domains:
        st.html(content.domains)
    if content.price_finding:
        elements.heading(content.price_finding)
        prices = certification.price_strip(cert_id, frame.on())
        figures.show(prices, key="price_strip", alt=content.price_finding)
with figure_column:
    st.html(content.figures)
st.html(content.details)
