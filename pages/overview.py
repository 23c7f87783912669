"""Overview: where to start, by what the reader wants to be able to do."""

from functools import partial

import streamlit as st

from lib import certs, site
from lib.ui import data, frame, outcomes

every = data.certs(frame.on())
following = frame.following()
chooser = partial(outcomes.chooser, data.tables(), every, following)

frame.question(site.OVERVIEW.question, certs.finding(every))
st.html(data.remembered(chooser, "outcomes", frame.on(), *following))
