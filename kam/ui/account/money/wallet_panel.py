"""The share of wallet: one bar by supplier with its key, and the way to what it was counted from."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kam.core.vocabulary import ServedBy
from kam.services.money.spend import SpendTable, WalletPart, WalletRow
from kam.ui.account.money.saying import supplier_text
from kam.ui.account.money.wallet_bar import PartGlyph, WalletBar, numbered
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.labels import LineLabel, label
from kam.ui.widgets.panels import Panel, clear
from kam.ui.widgets.pieces import Line, Run, Spring

_COLUMNS: Final = 3


class WalletPanel(Panel):
    """Its title says the share, its head when that was estimated."""

    spend_wished = Signal()
    """The spends behind it are to be seen."""

    def __init__(self, look: Look, *, linked: bool = True) -> None:
        super().__init__(look, look.words.say("Share of wallet"))
        self.bar = WalletBar(look)
        self._key = QGridLayout()
        self._key.setHorizontalSpacing(Size.PAGE_MARGIN)
        self._key.setVerticalSpacing(4)
        key = QWidget()
        key.setLayout(self._key)
        self._key.setContentsMargins(0, 0, 0, 0)
        self._empty = label(
            look.words.say("Nobody has written down yet what the client spends."), tone="text3", wraps=True
        )
        self.pad(top=10, bottom=10)
        for widget in (self.bar, key, self._empty):
            self.body.addWidget(widget)
        self._held = key
        if linked:
            more = link(look, look.words.say_in("button", "Who serves what"))
            more.clicked.connect(self.spend_wished)
            self.add_action(more)

    def show_spend(self, table: SpendTable) -> None:
        """Show the wallet of a year."""
        wallet = table.wallet
        known = wallet is not None and bool(wallet.total.minor)
        for widget in (self.bar, self._held):
            widget.setVisible(known)
        self._empty.setVisible(not known)
        clear(self._key)
        if wallet is None or not known:
            self.set_title(self.look.words.say("Share of wallet"))
            self.set_secondary("")
            return
        self._show_wallet(wallet, table)

    def _show_wallet(self, wallet: WalletRow, table: SpendTable) -> None:
        say, formats = self.look.words.say, self.look.formats
        total = formats.money(wallet.total.minor, wallet.total.currency)
        share = formats.percent(wallet.share) if wallet.share is not None else "?"
        self.set_title(say("Share of wallet: {share} of {sum} a year", share=share, sum=total))
        notes = [str(wallet.year)]
        if wallet.share is not None and table.share_before is not None:
            points = formats.signed(wallet.share * 100 - table.share_before * 100)
            notes.append(say("{points} p.p. to {year}", points=points, year=wallet.year - 1))
        if wallet.on is not None:
            notes.append(say("estimated {date}", date=formats.day_month(wallet.on)))
        if wallet.overstated:
            notes.append(say("parts come to more than the whole"))
        self.set_secondary(", ".join(notes))
        self.bar.show_parts(wallet.parts)
        for place, (part, number) in enumerate(numbered(wallet.parts)):
            self._key.addWidget(
                LineLabel(self.look, self._line(part, number)), place // _COLUMNS, place % _COLUMNS
            )
        for column in range(_COLUMNS):
            self._key.setColumnStretch(column, 1)

    def _line(self, part: WalletPart, number: int) -> Line:
        return (
            PartGlyph(part, number),
            Run(
                supplier_text(self.look, part),
                Type.NAME if part.served_by is ServedBy.US else Type.BODY,
                gap=8,
            ),
            Spring(),
            Run(self.look.formats.percent(part.share), Type.COLUMN),
        )
