"""Tables as files for other programs: CSV that no spreadsheet runs, JSON, Parquet."""

import io

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lib.tables import COLUMNS, TABLES
from lib.text import spreadsheet_safe

FORMATS = {
    "CSV": ("csv", "text/csv"),
    "JSON": ("json", "application/json"),
    "Parquet": ("parquet", "application/vnd.apache.parquet"),
}


def table_file(frame: pd.DataFrame, name: str, kind: str) -> bytes:
    """The columns of a table as the bytes of a file; `status` is added where the frame has it.

    Lists become texts joined by "; " in CSV and stay lists in JSON and Parquet; dates are ISO days; what is
    missing is empty in CSV and null in JSON. CSV is as in RFC 4180. Raises KeyError for what is not one of FORMATS.
    """
    columns = [*TABLES[name].columns, *(["status"] if "status" in frame else [])]
    return {"CSV": _csv, "JSON": _json, "Parquet": _parquet}[kind](_days_as_text(frame[columns]))


def _days_as_text(frame: pd.DataFrame) -> pd.DataFrame:
    days = frame.select_dtypes("datetime").columns
    return frame.assign(**{day: frame[day].dt.strftime("%Y-%m-%d") for day in days})


def _csv(frame: pd.DataFrame) -> bytes:
    lists = [column for column in frame if column in COLUMNS and pa.types.is_list(COLUMNS[column].type)]
    flat = frame.assign(**{column: frame[column].map("; ".join) for column in lists})
    return flat.map(spreadsheet_safe).to_csv(index=False, lineterminator="\r\n").encode()


def _json(frame: pd.DataFrame) -> bytes:
    return frame.to_json(orient="records", force_ascii=False, indent=1).encode()


def _parquet(frame: pd.DataFrame) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), sink)
    return sink.getvalue()
