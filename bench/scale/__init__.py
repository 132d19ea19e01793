"""A simulated country: whether pages cost more the more municipalities, collaborations and rounds there are."""
