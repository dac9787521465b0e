"""What reports look like: the fragment for every page, and the page and style that are printed."""
