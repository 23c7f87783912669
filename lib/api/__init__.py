"""The open API without its server: what can be asked for, with which parameters, and what is answered."""
