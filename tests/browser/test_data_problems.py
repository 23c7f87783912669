"""Bad data: the app starts, says in one sentence what is wrong, and shows no trace; good data arrives while it runs."""

import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import expect

from . import reader
from .serving import build_tables, repo_copy

DAY = "as_of=2026-11-22"
A_MINUTE = 60


def missing(file):
    """There is no such file."""
    file.unlink()


def truncated(file):
    """Only its first kilobyte arrived."""
    file.write_bytes(file.read_bytes()[:1000])


def foreign(file):
    """Something else has its name."""
    file.write_text("<!doctype html><title>Not a table</title>", encoding="utf-8")


def without_a_column(file):
    """One column is gone."""
    pq.write_table(pq.read_table(file).drop_columns("price_usd"), file)


def with_a_wrong_type(file):
    """A number has become a text."""
    table = pq.read_table(file)
    place = table.column_names.index("price_usd")
    pq.write_table(table.set_column(place, "price_usd", table["price_usd"].cast(pa.string())), file)


DAMAGE = {
    missing: ("data/certs.parquet is missing",),
    truncated: ("data/certs.parquet is not a Parquet file",),
    foreign: ("data/certs.parquet is not a Parquet file",),
    without_a_column: ("data/certs.parquet", "no column `price_usd`"),
    with_a_wrong_type: ("data/certs.parquet", "`price_usd`", "string", "double"),
}


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_bad_data_is_one_sentence_and_no_trace(page, start, tmp_path, damage):
    folder = repo_copy(tmp_path)
    damage(folder / "data" / "certs.parquet")
    server = start(folder)
    reader.open_view(page, server, "/explore")
    expect(page.locator("h1")).to_have_text("The data cannot be shown.")
    sentence = page.locator(".cw-finding").inner_text()
    assert all(part in sentence for part in DAMAGE[damage])
    assert sentence.count(". ") == 0
    assert sentence.endswith(".")
    assert sentence in server.stderr()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert "Traceback" not in page.locator("body").inner_text() + server.stderr()
    assert str(folder) not in page.locator("body").inner_text()


def test_a_price_edited_in_a_source_file_shows_within_a_minute_without_a_restart(page, start, tmp_path):
    folder = repo_copy(tmp_path)
    server = start(folder)
    reader.open_view(page, server, f"/explore?vendor=NVIDIA&{DAY}")
    price = reader.card(page, "NCA-GENL").locator(".cw-price")
    expect(price).to_have_text("$125")
    record = folder / "data" / "source" / "certs" / "nvidia-nca-genl.toml"
    text = record.read_text(encoding="utf-8")
    assert "usd = 125\n" in text
    record.write_text(text.replace("usd = 125\n", "usd = 126\n"), encoding="utf-8")
    build_tables(folder)
    end = time.monotonic() + A_MINUTE
    while price.inner_text() == "$125" and time.monotonic() < end:
        page.reload()
        reader.wait_until_settled(page)
    assert price.inner_text() == "$126"
