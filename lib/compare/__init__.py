"""Comparison of certifications: facts side by side, differences, cost over three years, ties, and alternatives."""
