"""What a thief of the database learns: the log of its latest transactions, replayed hand-in by hand-in.

`python -m bench.replay` (or `make replay`) does it on both databases; tests/stories/test_replay.py demands that
nothing comes out."""
