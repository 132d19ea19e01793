"""XLSForm, the workbook that ODK and Kobo make their forms from: a questionnaire written as one, and one read as a
draft of a questionnaire (docs/xlsform.md)."""
