"""Một Cửa: a chat bot that guides Vietnamese citizens through online public services."""
