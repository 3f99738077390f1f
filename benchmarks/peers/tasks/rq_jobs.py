"""The job that RQ's workers run."""


def add(x, y):
    return x + y
