"""Cost vs salary in one state: its figures and tables."""
