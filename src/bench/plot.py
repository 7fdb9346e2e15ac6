#!/usr/bin/env python3
"""Draws what was measured as an SVG of horizontal bars.

  plot.py kernels  17=kernels-17.json 25=kernels-25.json > kernels.svg    (JMH's -rf json, by version of Java; medians)
  plot.py logins   logins.json                           > logins.svg
  plot.py overload alike.json same-mount.json …          > overload.svg   (latencies, on a scale by powers of ten)
"""
import html
import json
import math
import pathlib
import statistics
import sys

WIDTH, LABELS, VALUES = 760, 290, 70
ROW, GAP, TOP = 20, 12, 56
OURS, THEIRS, FAINT = "#1f6f8b", "#9aa5ab", "#b9d7e0"


def kernels(arguments):
    groups = []
    for argument in arguments:
        java, _, path = argument.rpartition("=")
        rows = []
        for each in json.loads(pathlib.Path(path).read_text()):
            of, what = each["benchmark"].rsplit(".", 2)[-2:]
            lanes = each.get("params", {}).get("lanes")
            library = of == "LibrariesBenchmark"
            label = {"bouncyCastle": "Bouncy Castle", "favre": "at.favre"}[what] if library else \
                ("one worker of the pool, " if of == "PoolBenchmark" else "") + counted(int(lanes), "lane")
            rate = next(value for key, value in each["secondaryMetrics"].items() if key.endswith("perCpuSecond"))
            iterations = [value for fork in rate["rawData"] for value in fork]
            rows.append((not library, of == "PoolBenchmark", label, statistics.median(iterations), THEIRS if library else OURS))
        groups.append((f"Java {java}", [row[2:] for row in sorted(rows, key=lambda row: row[:2])]))
    return chart("Hashes per second of processor time, bcrypt cost 10", groups, format_rate)


def logins(arguments):
    (path,) = arguments
    sides = json.loads(pathlib.Path(path).read_text())["sides"]
    rows = [(side["name"], side["summary"]["logins_per_cpu_second"], colour(side)) for side in sides]
    return chart("Logins per second of processor time, Redis included, bcrypt cost 10", [("", rows)], format_rate)


def overload(arguments):
    groups = []
    for path in arguments:
        results = json.loads(pathlib.Path(path).read_text())
        attack = results["attack"]
        name = f"{attack['guessers']} guessers " + ("at the same mount" if attack["same_mount"] else "in another namespace")
        name += f" who go away after {attack['disconnect_ms']} ms" if attack["disconnect_ms"] else ""
        rows = []
        for side in results["sides"]:
            for phase, said in (("unloaded", "alone"), ("attacked", "attacked")):
                value = side["summary"][phase]["p99_ms"]
                if value:
                    rows.append((f"{side['name']}, {said}", value, FAINT if phase == "unloaded" else colour(side)))
        groups.append((name, rows))
    return chart("An honest login, 99th percentile", groups, lambda value: f"{value:,.0f} ms", powers=True)


def colour(side):
    return OURS if side["name"].startswith("Portcullis") else THEIRS


def counted(number, thing):
    return f"{number} {thing}" + "s" * (number != 1)


def format_rate(value):
    return f"{value:.1f}"


def chart(title, groups, form, powers=False):
    """Bars from 0, or, by powers of ten, from 10."""
    scale = (lambda value: math.log10(max(value, 10)) - 1) if powers else (lambda value: value)
    most = scale(max(value for _, rows in groups for _, value, _ in rows))
    parts, y = [], TOP
    for name, rows in groups:
        if name:
            parts.append(text(16, y + 4, name, 'font-weight="bold"'))
            y += ROW
        for label, value, fill in rows:
            length = (WIDTH - LABELS - VALUES) * scale(value) / most
            parts.append(text(LABELS - 8, y + 4, label, 'text-anchor="end"'))
            parts.append(f'<rect x="{LABELS}" y="{y - 8}" width="{length:.1f}" height="{ROW - 5}" fill="{fill}"/>')
            parts.append(text(LABELS + length + 6, y + 4, form(value)))
            y += ROW
        y += GAP
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" viewBox="0 0 {WIDTH} {y}" '
        'font-family="sans-serif" font-size="13" fill="#222">',
        f'<rect width="{WIDTH}" height="{y}" fill="#fff"/>',
        text(16, 28, title, 'font-size="16" font-weight="bold"'), *parts, "</svg>", ""])


def text(x, y, content, attributes=""):
    return f'<text x="{x:.1f}" y="{y}" {attributes}>{html.escape(content)}</text>'


def main():
    kinds = {"kernels": kernels, "logins": logins, "overload": overload}
    if len(sys.argv) < 3 or sys.argv[1] not in kinds:
        raise SystemExit(__doc__)
    sys.stdout.write(kinds[sys.argv[1]](sys.argv[2:]))


if __name__ == "__main__":
    main()
