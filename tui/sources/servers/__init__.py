"""Servers that keep feeds for their people: one file for each protocol they speak."""
