"""Brings the library in step with its sources."""
