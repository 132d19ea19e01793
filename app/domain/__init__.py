"""What Samspel knows: pure Python, frozen values. No framework, no file, no database, no clock."""
