"""Sentences of the store: why a file cannot be opened, written or restored, and what a check found."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    # The file itself
    "store.missing": label("error", "There is no file “{path}”."),
    "store.is_a_folder": label("error", "“{path}” is a folder, not a workspace."),
    "store.empty": label("error", "The file “{path}” is empty: there is no workspace in it."),
    "store.not_a_workspace": label("error", "The file “{path}” is not a kam workspace."),
    "store.foreign": label(
        "error", "The file “{path}” is a database of another program, not a kam workspace."
    ),
    "store.damaged": label(
        "error", "The workspace “{path}” is damaged. Nothing was changed in it; restore it from a backup."
    ),
    "store.newer": label(
        "error",
        "The workspace “{path}” was written by a newer kam: its format is {found}, this one knows {known}."
        " Update kam to open it.",
    ),
    "store.older": label(
        "error",
        "The workspace “{path}” was written by an older kam and must be upgraded,"
        " but it cannot be written to now.",
    ),
    "store.cannot_open": label("error", "The file “{path}” cannot be opened."),
    "store.no_permission": label("error", "You have no permission to use “{path}”."),
    "store.read_only": label("error", "Nothing can be written to “{path}”: it can only be read."),
    "store.two_names": label(
        "error",
        "The file “{path}” has a second name in another place (a hard link), and writing to it is not safe."
        " Make a copy and open that.",
    ),
    "store.no_room": label(
        "error", "“{beside}” stands where kam has to keep a file of its own beside “{path}”. Move it away."
    ),
    "store.foreign_journal": label(
        "error",
        "Beside “{path}” lies “{journal}”, left by another file or by an earlier state of this one."
        " It would ruin the workspace, so nothing was done. Move it away and open the workspace again.",
    ),
    "store.unfinished": label(
        "error",
        "A crash left “{path}” in the middle of saving. It must be put right before it can be read, but"
        " nothing can be written to the folder “{folder}”. Copy the file, with those beside it whose names"
        " begin like its own, to another folder and open it there.",
    ),
    # Encryption
    "store.shut": label("error", "The workspace “{path}” is encrypted: its passphrase is needed."),
    "store.wrong_passphrase": label(
        "error", "This is not the passphrase of “{path}”. Look at Caps Lock and the keyboard's language."
    ),
    "store.passphrase_too_short": label(
        "error", "A passphrase has at least 8 characters, and not only spaces. A few words are best."
    ),
    "store.sealed_already": label("error", "The workspace “{path}” is encrypted already."),
    "store.not_sealed": label("error", "The workspace “{path}” is not encrypted."),
    # Making one
    "store.exists": label("error", "“{path}” exists already."),
    "store.folder_missing": label("error", "There is no folder “{folder}”."),
    "store.folder_closed": label(
        "error",
        "Nothing can be written to the folder “{folder}”, and kam needs to while a workspace is open.",
    ),
    # Sharing it
    "store.locked": label("error", "The workspace “{path}” is open: {holder} is writing to it."),
    "store.locked_unnamed": label("error", "The workspace “{path}” is open in another program."),
    "store.no_locking": label(
        "error",
        "The folder “{folder}” cannot protect a workspace from being opened twice. Keep it on a local disk.",
    ),
    "store.busy": label("error", "Another program is using “{path}” just now. Try again."),
    # The disk
    "store.disk": label(
        "error", "The disk with “{path}” is full or failing. What was saved before is unharmed."
    ),
    # Backups
    "store.backup_failed": label(
        "error", "Your changes to “{path}” are saved, but no backup could be made in “{folder}”."
    ),
    "store.backup_failed_disk": label(
        "error",
        "Your changes to “{path}” are saved, but there is no backup of them:"
        " the disk with “{folder}” is full or failing.",
    ),
    "store.backup_failed_damaged": label(
        "error",
        "Your changes to “{path}” are saved, but there is no backup of them: the file is damaged,"
        " and its copy did not pass the check. Earlier backups are untouched.",
    ),
    "store.second_place_away": label(
        "error",
        "The folder “{folder}” for copies of backups is not there now: is its disk connected? The backup"
        " beside the workspace was made.",
    ),
    "store.backup_unsound": label(
        "error",
        "The workspace “{path}” is damaged: its copy did not pass the check. Earlier backups are untouched.",
    ),
    "store.seal_missing": label(
        "error", "The backup “{path}” has no seal “{seal}”, so nobody can tell whether it is whole."
    ),
    "store.seal_broken": label("error", "The backup “{path}” is not what was saved: its seal is broken."),
    "store.same_file": label("error", "“{path}” cannot be restored from itself."),
    "store.upgrade_failed": label(
        "error",
        "The workspace “{path}” could not be upgraded and is as it was. A backup made before is “{backup}”.",
    ),
    # Findings of a check
    "check.page": label("finding", "Damaged place in the file: {what}"),
    "check.table": label("finding", "The table “{table}” is missing in the file."),
    "check.columns": label("finding", "In the table “{table}” columns are missing: {columns}"),
    "check.unreadable": label("finding", "Parts of the file cannot be read."),
    "check.reference": label("finding", "Records of “{table}” that refer to a missing “{target}”: {count}"),
    "check.journal": label("finding", "Lines of the history that belong to no step: {count}"),
    "check.image": label("finding", "Lines of the history that cannot be read: {count}"),
    "check.search": label("finding", "The search index does not fit the records; differences: {count}"),
    "check.search_torn": label(
        "finding", "The search index is damaged: a search may miss records or find wrong ones."
    ),
    "check.document": label("finding", "The document “{name}” is not as it was saved."),
    "store.already_undone": label("error", "Step {seq} has been undone already."),
    "store.no_such_step": label("error", "There is no step {seq}; kam history lists them."),
    "store.not_undoable": label("error", "Step {seq} was not your doing; it cannot be undone."),
    "store.not_undone": label("error", "Step {seq} has not been undone; there is nothing to redo."),
    "store.nothing_to_redo": label("error", "There is nothing to redo."),
    "store.nothing_to_undo": label("error", "There is nothing to undo."),
    "store.undo_blocked": label("error", "Later steps build on this one; undo them first:"),
    "store.damaged_value": label(
        "error", "A stored value cannot be read: the workspace is damaged. Restore it from a backup."
    ),
}
