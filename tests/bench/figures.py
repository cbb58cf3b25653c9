"""One printed line a figure."""

from collections.abc import Sequence


def say(name: str, value: str, note: str = "") -> None:
    """Print one figure and how it was got."""
    print(f"{name:<44} {value:<28} {note}".rstrip(), flush=True)  # noqa: T201 - a command's output


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of `values` does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, -int(-share * len(ordered) // 1) - 1))]


def latencies(values: Sequence[float]) -> str:
    """p50 and p95 of seconds, in milliseconds."""
    return f"p50 {percentile(values, 0.5) * 1000:.0f} ms, p95 {percentile(values, 0.95) * 1000:.0f} ms"
