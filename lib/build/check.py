"""Checks that need more than one record, all of them at once."""

from lib.build.cert_checks import Known, cert_problems
from lib.build.list_checks import list_problems
from lib.build.read import Catalogue, Problem


def problems(found: Catalogue) -> list[Problem]:
    """Every problem between records. A record that failed by itself is not named again."""
    known = Known.of(found)
    own = [problem for cert in found.certs for problem in cert_problems(cert, found, known)]
    return own + list(list_problems(found, known))
