"""The look of a printed contract: the page around it and the style of everything in it."""
