"""How a fuzzer runs here: the same examples every time, none kept between runs, however long one takes."""

from hypothesis import HealthCheck, settings


def seeded(examples: int) -> settings:
    """The settings of so many examples, drawn from a fixed seed."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
