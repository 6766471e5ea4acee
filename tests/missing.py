"""What a test needs and this machine may lack: skipped with one clear line, and counted at the end.

With CONSULT_TEST_DEMAND_ALL=1 (a setting of the test runner alone) a skipped test is a failure.
"""

import os
from collections import Counter
from collections.abc import Generator
from typing import Any, NoReturn

import pytest

DEMAND_ALL = "CONSULT_TEST_DEMAND_ALL"


def skip(what: str, how: str) -> NoReturn:
    """Skip: name what is missing and how to get it."""
    pytest.skip(f"{what} is missing: {how}")


def is_demanded() -> bool:
    return os.environ.get(DEMAND_ALL) == "1"


def reason_of(report: Any) -> str:
    longrepr = report.longrepr
    reason = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
    return reason.removeprefix("Skipped: ")


def demand(report: Any) -> None:
    """Turn a skip into a failure where everything is demanded; an expected failure is no skip."""
    if is_demanded() and report.skipped and not hasattr(report, "wasxfail"):
        report.longrepr = f"skipped although {DEMAND_ALL}=1: {reason_of(report)}"
        report.outcome = "failed"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    demand(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    demand(report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what was skipped and how to get it."""
    reasons = Counter(reason_of(report) for report in terminalreporter.stats.get("skipped", []))
    if reasons:
        terminalreporter.section("not tested on this machine")
    for reason, count in sorted(reasons.items()):
        terminalreporter.line(f"{count} skipped: {reason}")
