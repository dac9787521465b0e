"""Akkoord: contract management for field sales."""
