"""The app's tables: their columns, where they are stored, how they are read and checked."""
