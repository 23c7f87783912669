"""The planner in one state: the plan as HTML, and its figures."""
