"""Sentences about files that come in. ``row`` counts as a spreadsheet does; the headings are in a row too."""

from __future__ import annotations

from kam.core.words import Label, label

_FILE: dict[str, Label] = {
    "exchange.file_missing": label("error", "There is no file {path}."),
    "exchange.not_a_file": label(
        "error", "{path} is not an ordinary file: a folder, a device or a pipe cannot be read."
    ),
    "exchange.file_unreadable": label("error", "The file {path} cannot be read: {reason}."),
    "exchange.file_too_large": label("error", "The file is too large to be read in one piece. Split it."),
    "exchange.empty_file": label("error", "The file is empty."),
    "exchange.not_a_table": label(
        "error", "The file is not a table: it holds no text. A CSV or XLSX file is wanted."
    ),
    "exchange.encoding_unclear": label(
        "error",
        "The text of the file reads neither as UTF-8 nor as Windows-1251. Write its encoding into the "
        'mapping: encoding = "…" under [formats], or save the file as UTF-8.',
    ),
    "exchange.encoding_wrong": label("error", "The file is not written in the encoding {encoding}."),
    "exchange.quotes": label(
        "error", "Row {row}: quotation marks do not close, so the rows after it cannot be told apart."
    ),
    "exchange.huge_cell": label("error", "Row {row}: a cell is longer than 131,072 characters."),
    "exchange.workbook_damaged": label("error", "The file is damaged or is not an Excel workbook."),
    "exchange.workbook_locked": label(
        "error", "The workbook is protected by a password. Save it without one and try again."
    ),
    "exchange.several_sheets": label(
        "error",
        'Several sheets of the workbook have content: {sheets}. Name one in the mapping: sheet = "…" under '
        "[formats].",
    ),
    "exchange.no_such_sheet": label("error", "The workbook has no sheet “{sheet}”. It has: {sheets}."),
    "exchange.no_such_row": label("error", "The file has no row {row} for the headings."),
    "exchange.no_rows": label("error", "There are no rows below the headings."),
}
_COLUMNS: dict[str, Label] = {
    "exchange.columns_missing": label(
        "error",
        "No column of the file fills: {fields}. Say in the mapping which columns do: under [columns], "
        'heading = "field".',
    ),
    "exchange.two_columns": label("error", "Two columns mean the field {field}: “{first}” and “{second}”."),
    "exchange.heading_twice": label(
        "error", "The heading “{heading}” stands over two columns, {first} and {second}. Rename one of them."
    ),
    "exchange.no_such_column": label("error", "The file has no column “{heading}” that the mapping names."),
    "exchange.no_such_column_near": label(
        "error", "The file has no column “{heading}” that the mapping names. Did you mean “{near}”?"
    ),
    "exchange.no_month_columns": label(
        "error", "The mapping wants columns whose headings are months; the file has none such."
    ),
    "exchange.ambiguous_numbers": label(
        "error",
        "The column “{column}” does not tell how its numbers are written: “{value}” in row {row} may be {one}"
        ' or {two}. Write into the mapping, under [formats]: decimal = "," or decimal = ".".',
    ),
    "exchange.ambiguous_dates": label(
        "error",
        "The column “{column}” does not tell how its dates are written: “{value}” in row {row} may be {one} "
        'or {two}. Write into the mapping, under [formats]: date_order = "dmy" or date_order = "mdy".',
    ),
    "exchange.mixed_numbers": label(
        "error",
        "The column “{column}” writes its numbers in two ways: “{value}” in row {row}, but “{other}”. "
        'Write into the mapping which is right, under [formats]: decimal = "," or decimal = ".".',
    ),
    "exchange.mixed_dates": label(
        "error",
        "The column “{column}” writes its dates in two ways: “{value}” in row {row}, but “{other}”. "
        'Write into the mapping which is right, under [formats]: date_order = "dmy" or date_order = "mdy".',
    ),
}
_MAPPING: dict[str, Label] = {
    "exchange.mapping_unreadable": label("error", "The mapping file is not valid TOML: {reason}."),
    "exchange.mapping_not_utf8": label("error", "The mapping file {path} is not written in UTF-8."),
    "exchange.mapping_kind": label(
        "error", 'The mapping is for kind = "{stated}", but "{wanted}" is to be imported.'
    ),
    "exchange.mapping_unknown_key": label("error", "The mapping knows no “{key}”. It knows: {known}."),
    "exchange.mapping_unknown_key_near": label(
        "error", "The mapping knows no “{key}”. Did you mean “{near}”?"
    ),
    "exchange.mapping_unknown_field": label(
        "error", "The mapping gives “{heading}” the unknown field “{field}”. Known fields: {known}."
    ),
    "exchange.mapping_unknown_field_near": label(
        "error", "The mapping gives “{heading}” the unknown field “{field}”. Did you mean “{near}”?"
    ),
    "exchange.mapping_wrong_value": label(
        "error", "In the mapping {key} cannot be “{value}”. Possible: {expected}."
    ),
    "exchange.mapping_not_a_section": label(
        "error", "In the mapping {key} must be a section with lines of its own."
    ),
    "exchange.default_wrong": label(
        "error", "The default “{value}” in the mapping cannot stand in the field {field}."
    ),
}
_CELLS: dict[str, Label] = {
    "exchange.missing": label("error", "The cell is empty but must be filled."),
    "exchange.control_character": label(
        "error", "The cell holds control characters that no text has; the file is damaged there."
    ),
    "exchange.too_long": label("error", "The text is {length} characters long; at most {limit} fit."),
    "exchange.not_a_number": label("error", "“{value}” is not a number in the way this column is written."),
    "exchange.not_whole": label("error", "“{value}” is not a whole number."),
    "exchange.number_too_large": label("error", "The number “{value}” is too large."),
    "exchange.out_of_range": label("error", "“{value}” is not between {low} and {high}."),
    "exchange.too_small": label("error", "“{value}” is less than {low}."),
    "exchange.not_a_date": label("error", "“{value}” is not a date in the way this column is written."),
    "exchange.no_such_date": label("error", "There is no date “{value}”."),
    "exchange.not_a_month": label("error", "“{value}” is not a month."),
    "exchange.year_of_two_digits": label(
        "error", "In “{value}” the year has two digits, so the century is unknown. Write it with four."
    ),
    "exchange.not_a_flag": label("error", "“{value}” is neither yes nor no."),
    "exchange.not_a_currency": label("error", "“{value}” is not a currency code such as RUB, USD or EUR."),
    "exchange.unknown_word": label("error", "“{value}” is not one of the values of this field: {known}."),
    "exchange.currencies_differ": label(
        "error", "The amount is in {value}, but the currency of the row is {stated}."
    ),
    "exchange.nameless": label("error", "The person has no name."),
    "exchange.repeated_key": label("error", "“{value}” stands in row {first} already."),
    "exchange.row_too_long": label("error", "The row has {cells} cells, but there are {headings} headings."),
    "exchange.row_too_short": label(
        "error", "The row has only {cells} cells, but there are {headings} headings."
    ),
}
SENTENCES: dict[str, Label] = {**_FILE, **_COLUMNS, **_MAPPING, **_CELLS}
