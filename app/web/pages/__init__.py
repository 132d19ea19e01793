"""What the facilitator's pages show: one frozen value per template, with every word and number ready to be placed."""
