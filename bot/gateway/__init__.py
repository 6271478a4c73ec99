"""Where a finished dossier goes: this office's desk, another system over HTTP, or the ones shipped for rehearsal."""
