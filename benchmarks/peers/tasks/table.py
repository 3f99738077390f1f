"""Lines of results to a table: the median of the rounds with its quartiles, and ratios of medians."""

import statistics

from catalog import GOALS, ROWS


def quartiles(values):
    """The lower quartile, the median, and the upper quartile; of one value, that one thrice."""
    if len(values) == 1:
        return values * 3
    return statistics.quantiles(values, n=4, method="inclusive")


def text(results, head):
    """results: row name -> mode -> lines."""
    rows = [row for row in ROWS if row.name in results]
    rates = {row.name: quartiles([line["perSecond"] for line in results[row.name]["throughput"]]) for row in rows if results[row.name].get("throughput")}
    bases = {family: _base(rates, family) for family in ("celery", "rq")}
    lines = [*head, ""]
    lines.append("| row | tasks/s | quartiles | x celery | x rq | alone p50 ms | alone p99 ms | settings |")
    lines.append("|---|---:|---:|---:|---:|---:|---:|---|")
    for row in rows:
        modes = results[row.name]
        settings = next(iter(modes.values()))[0]["settings"]
        cells = [row.name, *_rate(rates.get(row.name)), *(_ratio(rates.get(row.name), rates.get(bases[family])) for family in ("celery", "rq"))]
        cells += [_median(modes.get("latency"), "p50Ms"), _median(modes.get("latency"), "p99Ms")]
        cells.append(", ".join(f"{name} {value}" for name, value in settings.items() if name != "inFlight"))
        lines.append("| " + " | ".join(cells) + " |")
    lines += ["", *(f"x {family}: times the median of {base}, the fastest of its rows that the goals count." for family, base in bases.items() if base)]
    return "\n".join([*lines, *_goals(rates)]) + "\n"


def _base(rates, family):
    return max(_bases(rates, family), key=lambda name: rates[name][1], default=None)


def _bases(rates, family):
    return [row.name for row in ROWS if row.family == family and row.goal_base and row.name in rates]


def _goals(rates):
    for name, family, least in GOALS:
        for base in _bases(rates, family) if name in rates else ():
            ratio = rates[name][1] / rates[base][1]
            yield f"goal: {name} at least {least} x {base}: {ratio:.1f} x, {'met' if ratio >= least else 'NOT met'}"


def _rate(rate):
    return (f"{rate[1]:,.0f}", f"{rate[0]:,.0f} - {rate[2]:,.0f}") if rate else ("-", "-")


def _ratio(rate, base):
    return f"{rate[1] / base[1]:.2f}" if rate and base else "-"


def _median(lines, name):
    return f"{statistics.median(line[name] for line in lines):.2f}" if lines else "-"
