"""Certwise: what AI and ML certifications cost, what their roles pay, and what to take next."""
