"""The tablet face of Akkoord."""
