"""The conversation as a pure function: an event and a session in, a turn out."""
