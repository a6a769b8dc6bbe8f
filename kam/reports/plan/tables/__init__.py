"""The tables of an account plan, alike in a Word document and in a workbook: ours and the client's."""
