"""The subcommands of ``motcua``, one file each, loaded by name when they run."""
