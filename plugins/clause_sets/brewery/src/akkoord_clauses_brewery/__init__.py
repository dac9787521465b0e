"""The clause set of Brouwerij Zilverbeek: what a brewery asks, offers and agrees with an outlet."""
