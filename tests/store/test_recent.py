"""What stays good for a moment."""

from activis_tb.store.recent import Recent


class Clock:
    now = 10.0

    def __call__(self) -> float:
        return self.now


def test_a_value_is_kept_for_its_seconds_and_no_longer() -> None:
    clock = Clock()
    recent = Recent[str](2.0, clock)
    recent.put("a", "first")
    clock.now = 12.0
    assert recent.get("a") == "first"
    clock.now = 12.1
    assert recent.get("a") is None
    assert recent.get("b") is None


def test_a_value_that_is_put_again_is_new() -> None:
    clock = Clock()
    recent = Recent[str](2.0, clock)
    recent.put("a", "first")
    clock.now = 11.5
    recent.put("a", "second")
    clock.now = 13.0
    assert recent.get("a") == "second"


def test_a_dropped_value_is_gone_and_dropping_says_whether_it_was_there() -> None:
    recent = Recent[str](2.0, Clock())
    recent.put("a", "first")
    assert recent.drop("a")
    assert not recent.drop("a")
    assert recent.get("a") is None


def test_nothing_is_left_of_what_was_cleared() -> None:
    recent = Recent[str](2.0, Clock())
    recent.put("a", "first")
    recent.clear()
    assert recent.get("a") is None
