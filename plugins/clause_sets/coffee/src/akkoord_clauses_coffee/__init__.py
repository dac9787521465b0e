"""Kopwaarts Koffieservice: machines and water coolers in lease, rent, loan or sale, with coffee and service."""
