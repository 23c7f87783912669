"""Every check that needs more than one record."""

from lib.source.cert_checks import DeclaredNames, cert_problems
from lib.source.list_checks import list_problems
from lib.source.read import SourceProblem, SourceRecords


def problems(records: SourceRecords) -> list[SourceProblem]:
    """Every problem between records, certifications first. A record that failed on its own gets no second one."""
    declared = DeclaredNames.of(records)
    of_certs = [problem for cert in records.certs for problem in cert_problems(cert, records, declared)]
    return of_certs + list(list_problems(records, declared))
