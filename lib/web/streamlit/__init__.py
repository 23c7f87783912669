"""All code that depends on Streamlit's internals: its HTML shell, paths, messages, sessions and garbage collection."""
