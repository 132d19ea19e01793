"""What `samspel doctor` looks at, and what it found."""
