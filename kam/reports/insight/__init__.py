"""The health of the portfolio on paper and as a workbook."""
