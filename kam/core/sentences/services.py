"""Sentences of the services area."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "account.ambiguous": label("error", "“{name}” fits {count} accounts; choose one of them."),
    "account.gone": label("error", "This account does not exist any more."),
    "account.not_found": label("error", "There is no account “{name}”."),
    "brief.meeting_gone": label("error", "There is no meeting with the identity {id}."),
    "brief.no_meeting": label("error", "No meeting is planned; plan one first, then print its brief."),
    "colleague.ambiguous": label("error", "“{name}” fits {count} of us; write more of the name, or the id:"),
    "colleague.gone": label("error", "This colleague does not exist any more."),
    "colleague.not_found": label("error", "There is nobody of us called “{name}”."),
    "demo.exists": label(
        "error", "{path} is no demo, or somebody has worked in it; choose another file for the demo."
    ),
    "demo.too_early": label(
        "error",
        "This computer's clock says {today}, too early for the demo's story. Set the clock first.",
    ),
    "meeting.empty_text": label(
        "error", "A guest, a question or a point of the agenda is empty; write something or leave it out."
    ),
    "meeting.not_their_person": label(
        "error", "Somebody among the participants does not belong to this account."
    ),
    "meeting.planned_already": label(
        "error", "“{subject}” is planned with this account for that moment already; its id is {id}."
    ),
    "meeting.unknown_zone": label("error", "There is no time zone “{zone}”; write it as Europe/Moscow."),
    "meeting.without_subject": label("error", "A meeting needs a subject."),
    "person.ambiguous": label(
        "error", "“{name}” fits {count} people of this account; write more of the name, or the id:"
    ),
    "person.not_found": label(
        "error", "This account has nobody called “{name}”; kam list WORKSPACE people shows who there is."
    ),
    "stakeholder.gone": label("error", "This person is not at the account any more."),
    "workspace.no_profile": label(
        "error", "The workspace does not say whose it is; restore it from a backup."
    ),
    "workspace.unknown_language": label(
        "error", "The language “{language}” is not known; choose one of: {known}."
    ),
    "check.sales": label("finding", "Monthly sales that differ from their order lines or totals: {count}"),
    "check.value": label("finding", "Values of “{table}.{column}” that cannot be read: {count}"),
    "cli.cannot_write": label(
        "error",
        "The file {path} cannot be written."
        " Is its folder there and open to you, and is there room on the disk?",
    ),
    "cli.text_unreadable": label("error", "“{path}” cannot be read as a text in UTF-8."),
    "cli.passphrase_needed": label(
        "error",
        "The workspace “{path}” is encrypted. Give its passphrase on a terminal, in the variable"
        " KAM_PASSPHRASE or with --passphrase-file.",
    ),
    "cli.new_passphrase_needed": label(
        "error",
        "There is no terminal to ask for a passphrase for “{path}”. Give it in a file or in a variable:"
        " kam encrypt --help says which.",
    ),
    "cli.passphrase_file": label("error", "No passphrase can be read from “{path}”."),
    "cli.passphrases_differ": label("error", "The two passphrases differ. Nothing was changed."),
    "cli.folder_gone": label(
        "error", "The folder you are in does not exist any more; go to another one (cd) and try again."
    ),
    "cli.found_damaged": label(
        "error",
        "The workspace “{path}” is damaged: something stored in it cannot be right."
        " kam check says what; restore it from a backup (kam restore).",
    ),
    "cli.output_lost": label(
        "error", "The output could not be written to the end; is there room where it goes?"
    ),
    "cli.not_a_calendar": label(
        "error", "{path} is not a calendar file; only a calendar file is written over."
    ),
    "cli.not_a_document": label(
        "error",
        "{path} is something else than a file of the kind {kind}; it was left as it is. Choose another name.",
    ),
    "cli.not_a_paper": label(
        "error",
        "{path} is something else than a PDF; it was left as it is. Choose another name, such as brief.pdf.",
    ),
    "cli.moment_out_of_range": label("error", "That moment lies beyond the calendar."),
    "workspace.without_name": label("error", "A workspace needs the name of your company and your own."),
}
