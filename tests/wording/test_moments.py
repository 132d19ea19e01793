"""Moments in the time of Sweden, summer and winter."""

from datetime import UTC, datetime

from app.wording.moments import long_moment


def test_a_moment_is_written_in_swedish_time() -> None:
    assert long_moment(datetime(2026, 3, 2, 12, 5, tzinfo=UTC), "sv") == "2 mars 2026 kl. 13.05"
    assert long_moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "en") == "2 July 2026, 00:30"
