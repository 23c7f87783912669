"""The part that draws: the only one that imports streamlit."""
