"""The catalogue: what office staff write, read into immutable objects and checked."""
