"""A reader on a slow line, played against a real server without a screen."""
