"""Keep a store in one SQLite file; everything that is special to this engine."""
