"""Sentences about imports: what the workspace has against a row, or against the whole file."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "import.refused": label("error", "Nothing was imported: the file has mistakes."),
    "import.overtaken": label(
        "error", "The workspace was changed while the file was being read. Nothing was imported; try again."
    ),
    "import.unknown_account": label(
        "error",
        "There is no account with the number, tax number or name “{value}”. Import the accounts first.",
    ),
    "import.several_accounts": label(
        "error", "“{value}” fits several accounts. Use the external number instead."
    ),
    "import.several_people": label(
        "error", "“{value}” fits several people. Use an external number or an e-mail as the key."
    ),
    "import.unknown_colleague": label("error", "There is nobody of us called “{value}”."),
    "import.several_colleagues": label("error", "Several of us are called “{value}”."),
    "import.several_product_lines": label("error", "Several product lines are called “{value}”."),
    "import.several_units": label("error", "Several business units of this account are called “{value}”."),
    "import.several_contracts": label("error", "Several contracts of this account are called “{value}”."),
    "import.ends_before_start": label(
        "error", "The contract would end on {ends}, before it begins on {starts}."
    ),
    "import.receivables_missing": label("error", "Some receivables of the workspace are not in the file."),
    "import.no_such_mapping": label("error", "These columns are not remembered any more."),
    "import.same_record": label("error", "Row {first} is about the same one already."),
    "import.number_taken": label("error", "The external number “{value}” already belongs to “{holder}”."),
    "import.no_name": label(
        "error", "“{value}” is not known here yet, and the file has no name for a new account."
    ),
    "import.parent_circle": label(
        "error", "“{value}” cannot be the parent company: it belongs to this account itself."
    ),
    "import.currency_of_amounts": label(
        "error", "The account has amounts in {stated}; its currency cannot become {value} by an import."
    ),
    "import.order_of_other_year": label(
        "error",
        "The order “{value}” is there already, of {year}. Where numbers begin anew each year, put the year"
        " before the number.",
    ),
    "import.month_has_orders": label(
        "error",
        "The sales of this account in {month} came in as order lines; a monthly total beside them would"
        " count twice.",
    ),
    "import.month_has_totals": label(
        "error",
        "The sales of this account in {month} came in as monthly totals; order lines beside them would"
        " count twice.",
    ),
    "import.two_currencies": label(
        "error", "Row {first} has the same account, month and product line in {currency}."
    ),
}
