"""A vulnerability fails the audit, and only that."""

import pytest

from tests.audit.__main__ import judge

FINE = {"name": "aiohttp", "version": "3.14.0", "vulns": []}
SKIPPED = {"name": "poryadok", "skip_reason": "not on an index"}
BAD = {"name": "urllib3", "version": "1.24.1", "vulns": [{"id": "PYSEC-2019-132"}]}


def test_a_vulnerability_fails_and_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert judge({"dependencies": [FINE, BAD, SKIPPED]}) == 1
    assert "urllib3 1.24.1: PYSEC-2019-132" in capsys.readouterr().out


def test_none_does_not() -> None:
    assert judge({"dependencies": [FINE, SKIPPED]}) == 0
