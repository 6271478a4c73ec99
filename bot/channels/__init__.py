"""The ways to a citizen: each translates between a platform and the runner, nothing else."""
