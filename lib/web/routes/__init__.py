"""Routes that the server answers itself: health, metrics, images, and well-known files such as icons and robots.txt."""
