"""XLSForm, the spreadsheets of ODK and Kobo: sheets `survey`, `choices`, `settings`."""
