"""The glued cells of a national record, each taken apart: how to submit, which papers, what one gets."""
