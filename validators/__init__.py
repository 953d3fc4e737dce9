"""Checking of given values: findings, shapes, rules, identifiers. Imports nothing of `generator`."""
