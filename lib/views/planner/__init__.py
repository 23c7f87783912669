"""The planner: its controls, the plan as HTML, its figures, and its links and files to take along."""
