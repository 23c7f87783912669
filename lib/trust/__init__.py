"""How far the facts can be trusted: provenance, staleness, disputes, studies, corrections."""
