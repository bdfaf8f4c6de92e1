"""A finished archive in the forms that other programs read."""
