"""From pay microdata to medians by role: a command of its own (`make salaries`), not a part of the running app."""
