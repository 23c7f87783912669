"""From the text files of `data/source/` to the Parquet tables of `data/`, all or none."""
