"""What is installed is what was locked, byte by byte, and the licences of what the app is run with are listed."""

import re
from email.message import Message

import pytest

from deploy import licences

LOCKS = sorted(licences.ROOT.glob("requirements*.txt"))
INSTALLS = re.compile(r"pip install .*-r requirements\S*\.txt")
ENTRY = re.compile(r"^([\w.-]+(?:\[[\w,-]+\])?==.*(?:\n {4}--hash=\S+.*)*)", re.MULTILINE)


def read(name):
    return (licences.ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_library_is_locked_with_its_hashes_and_no_place_to_get_it_from(lock):
    text = lock.read_text(encoding="utf-8")
    entries = ENTRY.findall(text)
    assert len(entries) == len(licences.PIN.findall(re.sub(r"\[[\w,-]+\]", "", text))) > 5
    assert [entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)] == []
    assert "://" not in text


@pytest.mark.parametrize(("file", "times"), [("Makefile", 6), ("deploy/Dockerfile", 1)])
def test_whatever_is_installed_has_to_have_its_hash(file, times):
    installs = INSTALLS.findall(read(file))
    assert len(installs) == times
    assert all(" --require-hashes " in install for install in installs)


def test_locks_are_made_with_hashes():
    compiled = re.findall(r"uv pip compile (\S+) -o (\S+) (.*)", read("Makefile"))
    assert {lock for _, lock, _ in compiled} == {path.name for path in LOCKS}
    assert all("--generate-hashes --no-emit-index-url" in options for _, _, options in compiled)


def test_the_list_of_licences_is_what_the_libraries_say():
    assert licences.text() == licences.FILE.read_text(encoding="utf-8")
    assert set(licences.listed()) == {name for name, _ in licences.pins()}


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ([("License-Expression", "MIT"), ("License", "other"), ("Classifier", "License :: OSI Approved :: x")], "MIT"),
        ([("License", "Apache-2.0"), ("Classifier", "License :: OSI Approved :: x")], "Apache-2.0"),
        ([("License", "The whole\ntext"), ("Classifier", "License :: OSI Approved :: BSD License")], "BSD License"),
        ([("Classifier", "Topic :: Other")], ""),
    ],
)
def test_a_library_names_its_licence_in_one_of_three_ways(fields, licence):
    about = Message()
    for name, text in fields:
        about[name] = text
    assert licences.licence(about) == licence
