"""The real `samspel serve` in processes of its own, and people who use it over HTTP: for the stories of the tests, and
for `make torture`."""
