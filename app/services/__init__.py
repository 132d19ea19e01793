"""One function per use case. Transactions and permissions live here; time and randomness come in as arguments."""
