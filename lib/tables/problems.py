"""The reasons why tables cannot be used, as exceptions with sentences for people."""

from lib.records.characters import visible


class DataProblem(Exception):
    """A table that cannot be used. Its text is one sentence for people: which file, which column, what to do."""


class PassingProblem(DataProblem):
    """A problem that may pass without a change of any file. It is logged once, and the tables are read again."""


class Unreachable(PassingProblem):
    """Storage that does not answer."""


class Hanging(PassingProblem):
    """A read that does not end in time."""


def table_problem(file: str, message: str, remedy: str = "builds it again") -> DataProblem:
    """The problem of a table's file, as one sentence with its remedy. Unwanted characters are made visible.

    `message` is the rest of a sentence that begins with the file, with its leading space or colon.
    """
    return DataProblem(f"{file}{visible(message)}; `make data` {remedy}.")


def unreachable() -> Unreachable:
    """The problem of storage that cannot be listed or read."""
    return Unreachable("The place of the tables cannot be reached; check the network, its address and the credentials.")
