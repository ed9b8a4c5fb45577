"""A cache that holds no more than its budget."""

import threading

from activis_tb.store.cache import ByteCache


def made(cache: ByteCache, *keys: str, size: int = 4) -> list[str]:
    """Which of the keys had to be made."""
    missing: list[str] = []
    for key in keys:
        assert cache.get(key, lambda key=key: missing.append(key) or key.upper(), lambda _: size) == key.upper()
    return missing


def test_a_value_is_made_once() -> None:
    assert made(ByteCache(10), "a", "b", "a", "b") == ["a", "b"]


def test_the_value_that_was_not_used_for_longest_goes_first() -> None:
    cache = ByteCache(10)
    assert made(cache, "a", "b", "a", "c") == ["a", "b", "c"]
    assert made(cache, "a", "c", "b") == ["b"]


def test_a_value_above_the_budget_is_kept_alone() -> None:
    cache = ByteCache(10)
    made(cache, "small")
    assert made(cache, "large", size=50) == ["large"]
    assert made(cache, "large", "small", "large") == ["small", "large"]


def test_a_value_that_cannot_be_made_is_tried_again() -> None:
    cache = ByteCache(10)
    try:
        cache.get("a", lambda: 1 / 0, lambda _: 1)  # type: ignore[arg-type, return-value]
    except ZeroDivisionError:
        assert made(cache, "a") == ["a"]


def test_threads_get_the_same_value() -> None:
    cache, found, barrier = ByteCache(10), [], threading.Barrier(4)

    def ask() -> None:
        barrier.wait()
        found.append(cache.get("a", object, lambda _: 1))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert cache.get("a", object, lambda _: 1) in found
