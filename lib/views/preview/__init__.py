"""A view outside its page: its answer in words, its link preview, its image, and ways to share it."""
