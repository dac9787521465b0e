"""Schoonkring Afvalinzameling: business waste per stream, container, lift and kilogram."""
