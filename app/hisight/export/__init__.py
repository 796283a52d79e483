"""Chosen calls in one ZIP: raw bytes, decoded XML, findings as JSON, a report to read. Scrubbed unless asked otherwise."""

from hisight.export.bundle import ExportResult, LeftOut, export_calls

__all__ = ["ExportResult", "LeftOut", "export_calls"]
