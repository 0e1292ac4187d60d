"""The median, the one there is: of a session's cases, of a stage in many walks, on the page, on paper and on the phone
(`middleOf` in static/client/facts/counter.ts). Of fewer than MEDIAN_FROM lengths none is said: they are shown themselves,
since the middle of two is a time that nobody had."""

from collections.abc import Sequence

from zlc.clock import spoken_length

MEDIAN_FROM = 5
MEDIAN = "中位"


def median_of(values: Sequence[int]) -> int | None:
    """The value in the middle, of an even number the mean of the middle two, rounded down; None without any."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return (ordered[half] + ordered[-half - 1]) // 2


def says_median(lengths: Sequence[int]) -> bool:
    """Whether there are enough of them for a median; of fewer each is shown."""
    return len(lengths) >= MEDIAN_FROM


def middle_words(lengths: Sequence[int]) -> str:
    """「15 分」 of many, 「10 分、3 小时」 of a few, from short to long; 「未记」 without any."""
    shown = [median_of(lengths)] if says_median(lengths) else [*sorted(lengths)]
    return "、".join(spoken_length(length) for length in shown) or spoken_length(None)


def marked_words(lengths: Sequence[int]) -> str:
    """The same for a table, whose head cannot say which it is: 「中位 15 分」."""
    return f"{MEDIAN} {middle_words(lengths)}" if says_median(lengths) else middle_words(lengths)


def middle_name(lengths: Sequence[int]) -> str:
    """What the figure is called."""
    return "中位用时" if says_median(lengths) else "各件用时"
