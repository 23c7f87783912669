"""The views: what a page shows in one state, as blocks that the app and the HTML before it both draw."""
