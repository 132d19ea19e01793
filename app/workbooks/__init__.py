"""Reading XLSX workbooks of others: the one way for answers and for forms, which stops at its limits while it reads.

`workbook.read_workbook` is the door. Why it is not openpyxl: docs/decisions/0035-one-reader-of-workbooks.md."""
