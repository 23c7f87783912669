"""The type of a certification's record has the columns of the tables and the types of their cells."""

from datetime import date
from typing import get_type_hints

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from lib.catalogue import snapshot
from lib.catalogue.record import Certification, CertificationRow, Day, Number, Text, Texts, records, table_rows
from lib.tables.columns import COLUMNS
from lib.tables.schema import TABLES, is_needed

DAYS = [date(2025, 6, 1), date(2026, 3, 15), date(2026, 11, 30), date(2027, 12, 1)]
FITS = {
    str: lambda cell: isinstance(cell, str),
    Text: lambda cell: isinstance(cell, str) or cell != cell,
    Number: lambda cell: isinstance(cell, int | float) and not isinstance(cell, bool),
    bool: lambda cell: isinstance(cell, bool),
    pd.Timestamp: lambda cell: isinstance(cell, pd.Timestamp),
    Day: lambda cell: cell is pd.NaT or isinstance(cell, pd.Timestamp),
    Texts: lambda cell: isinstance(cell, np.ndarray) and all(isinstance(text, str) for text in cell),
}
"""Whether a cell is of a type, by the type."""


def declared(column):
    """The type of a column's cells by its definition in the tables."""
    kind, needed = COLUMNS[column].type, is_needed(column, "certs")
    if pa.types.is_boolean(kind):
        return bool
    if pa.types.is_list(kind):
        return Texts
    if pa.types.is_string(kind):
        return str if needed else Text
    return (pd.Timestamp if needed else Day) if pa.types.is_date(kind) else Number


def mismatches(rows, record_type):
    """The keys and cells that do not fit the type; a key that a record lacks has the cell None."""
    hints = get_type_hints(record_type)
    return {
        (name, repr(row.get(name)))
        for row in rows
        for name, hint in hints.items()
        if name not in row or not FITS[hint](row[name])
    }


def test_each_key_of_a_row_is_a_column_of_the_table_with_its_type():
    hints = get_type_hints(CertificationRow)
    assert {"id", "price_usd", "checked_on"} < set(hints) <= set(TABLES["certs"].columns)
    assert hints == {column: declared(column) for column in hints}


def test_rows_of_the_shipped_table_fit_their_type(tables):
    rows = table_rows(tables["certs"])
    assert len(rows) == len(tables["certs"])
    assert mismatches(rows, CertificationRow) == set()


@pytest.mark.parametrize("language", [None, "Japanese"])
@pytest.mark.parametrize("on", DAYS, ids=str)
def test_records_of_a_day_fit_their_type(tables, on, language):
    certs = snapshot.certs(tables, on, language)
    assert len(records(certs)) == len(certs)
    assert mismatches(records(certs), Certification) == set()


def test_every_column_that_a_snapshot_adds_is_a_key(tables):
    added = {*snapshot.certs(tables, DAYS[0]).columns} - {*TABLES["certs"].columns}
    assert added == {*get_type_hints(Certification)} - {*get_type_hints(CertificationRow)} | {"record"}


def test_records_of_a_frame_without_them_are_its_rows(shipped_certs, tables):
    assert "search" in records(shipped_certs("2026-06-01"))[0]
    frame = snapshot.certs(tables, DAYS[1]).drop(columns="record")
    assert mismatches(records(frame), Certification) == set()
