"""The demo: a lively workspace of an invented supplier, told in Russian or in English as of today."""

from __future__ import annotations

from kam.services.demo.writing import DemoSummary, ensure_demo, write_demo

__all__ = ["DemoSummary", "ensure_demo", "write_demo"]
