"""Logistic regression in plain Python, the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

__all__ = ["fit"]

STEPS = 25
SETTLED = 1e-6


def fit(rows: Sequence[Sequence[float]], labels: Sequence[bool], weights: Sequence[float], ridge: float) -> list[float]:
    """One weight for each column of *rows*, and last the bias, that make *labels* most likely; each row counts by *weights*.

    *ridge* draws the weights of the columns, each divided by its spread, to 0. Newton's method (McCullagh and Nelder,
    "Generalized Linear Models", 4.4).
    """
    total = sum(weights)
    columns = list(zip(*rows, strict=True))
    means = [sum(w * x for w, x in zip(weights, column, strict=True)) / total for column in columns]
    spreads = [
        (sum(w * (x - mean) ** 2 for w, x in zip(weights, column, strict=True)) / total) ** 0.5 or 1.0
        for column, mean in zip(columns, means, strict=True)
    ]
    scaled = [[*((x - m) / s for x, m, s in zip(row, means, spreads, strict=True)), 1.0] for row in rows]
    found = [0.0] * (len(columns) + 1)
    for _ in range(STEPS):
        step = _step(scaled, labels, weights, ridge, found)
        found = [f + s for f, s in zip(found, step, strict=True)]
        if max(map(abs, step)) < SETTLED:
            break
    slopes = [f / s for f, s in zip(found[:-1], spreads, strict=True)]
    return [*slopes, found[-1] - sum(slope * mean for slope, mean in zip(slopes, means, strict=True))]


def _step(
    rows: Sequence[Sequence[float]], labels: Sequence[bool], weights: Sequence[float], ridge: float, found: Sequence[float]
) -> list[float]:
    """What Newton's method adds to *found*."""
    size = len(found)
    slope = [-ridge * f for f in found[:-1]] + [0.0]
    bend = [[ridge if i == j < size - 1 else 0.0 for j in range(size)] for i in range(size)]
    for row, label, weight in zip(rows, labels, weights, strict=True):
        score = max(-30.0, min(30.0, sum(f * x for f, x in zip(found, row, strict=True))))
        chance = 1.0 / (1.0 + exp(-score))
        error = weight * (label - chance)
        spread = weight * chance * (1.0 - chance)
        for i, x in enumerate(row):
            slope[i] += error * x
            part = spread * x
            line = bend[i]
            for j in range(i + 1):
                line[j] += part * row[j]
    for i in range(size):
        for j in range(i):
            bend[j][i] = bend[i][j]
    return _solved(bend, slope)


def _solved(matrix: list[list[float]], right: Sequence[float]) -> list[float]:
    """The vector that *matrix* turns into *right*, by Gauss's elimination."""
    size = len(right)
    lines = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda n: abs(lines[n][i]))
        lines[i], lines[pivot] = lines[pivot], lines[i]
        for n in range(i + 1, size):
            factor = lines[n][i] / lines[i][i]
            lines[n] = [a - factor * b for a, b in zip(lines[n], lines[i], strict=True)]
    found = [0.0] * size
    for i in reversed(range(size)):
        found[i] = (lines[i][size] - sum(lines[i][j] * found[j] for j in range(i + 1, size))) / lines[i][i]
    return found
