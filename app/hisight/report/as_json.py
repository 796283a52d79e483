"""The report for programs: one JSON document, whose names are the same in every language."""

import json
from typing import Any

from hisight import version
from hisight.checks import Severity
from hisight.report.causes import Cause
from hisight.report.coverage import CallId, Coverage, FunctionUse
from hisight.report.gathering import Report
from hisight.report.letters import letter
from hisight.wording import Language


def as_json(report: Report, language: Language) -> bytes:
    """The document as UTF-8; sentences in `language`."""
    return (json.dumps(facts(report, language), ensure_ascii=False, indent=2) + "\n").encode()


def facts(report: Report, language: Language) -> dict[str, Any]:
    """The same as dictionaries and lists."""
    coverage = report.coverage
    told: dict[str, Any] = {
        "hisight": version(),
        "catalog": {"id": coverage.catalog.id, "version": coverage.catalog.version},
        "sessions": list(coverage.sessions),
        "first": coverage.first,
        "last": coverage.last,
        "calls": coverage.calls,
        "failed": coverage.failed,
        "troubled": report.troubled,
        "explained": report.explained,
        "surrounding": coverage.surrounding,
        "functions_published": len(coverage.published),
        "functions_called": coverage.seen,
        **{f"{one.value}s": coverage.count(one) for one in Severity},
        "functions": [_function(one, coverage) for one in coverage.functions],
        "causes": [_cause(one, report, language) for one in report.causes],
    }
    if report.steps is not None:
        told["since"] = report.since
        told["changes"] = [
            {
                "change": step.change,
                "function": step.function,
                "what": step.what.in_(language),
                "before": list(step.before),
                "after": list(step.after),
            }
            for step in report.steps
        ]
    return told


def _function(one: FunctionUse, coverage: Coverage) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "title": one.title,
        "state": one.state,
        "calls": one.calls,
        "failed": one.failed,
        "return_codes": dict(one.return_codes),
        "signatures": {side: dict(counts) for side, counts in one.signatures.items()},
        "latency_ms": {"p50": one.p50_ms, "p95": one.p95_ms, "max": one.max_ms},
        "example": _call(one.example, coverage),
        "failure": _call(one.failure, coverage),
        "rules": [
            {
                "code": rule.code,
                "severity": rule.severity.value,
                "direction": rule.direction,
                "field": rule.place,
                "times": rule.count,
                "calls": rule.calls,
                "example": _call(rule.example, coverage),
            }
            for rule in one.rules
        ],
        "fields": [
            {
                **use.place._asdict(),
                "required": use.required,
                "filled": use.filled,
                "empty": use.empty,
                "missing": use.missing,
                "codes": dict(use.codes),
                "untried": list(use.untried),
                "unknown": dict(use.unknown),
            }
            for use in one.fields
        ],
    }


def _cause(cause: Cause, report: Report, language: Language) -> dict[str, Any]:
    found = cause.recheck
    return {
        "side": cause.first.side,
        "kind": cause.first.kind,
        "rule": cause.first.rule,
        "direction": cause.first.direction,
        "what": cause.what.in_(language),
        "count": len(cause.calls),
        "newly": cause.newly,
        "functions": list(cause.functions),
        "calls": [_call(one.call, report.coverage) for one in cause.calls],
        "letter": letter(cause, report.troubled).in_(language),
        "mended": {
            "how": found.how.in_(language),
            "tried": found.tried,
            "clean": found.clean,
            "not_mended": found.not_mended,
            "left": dict(found.left),
        }
        if found
        else None,
    }  # fmt: skip


def _call(call: CallId | None, coverage: Coverage) -> dict[str, Any] | None:
    return {"session": coverage.sessions[call.session], "number": call.number} if call else None
