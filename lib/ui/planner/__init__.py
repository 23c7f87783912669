"""The planner: its controls, the choice of the plan, and its links and files to take along."""
