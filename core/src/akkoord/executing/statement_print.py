"""Print the statement that a customer receives: calm, in the language of the contract, with its figures attached."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Final

from markupsafe import Markup

from akkoord.closing.pdf import print_page
from akkoord.executing.kept import KeptLine, KeptStatement
from akkoord.executing.ledger import ledger_csv, ledger_rows
from akkoord.executing.line import Direction
from akkoord.executing.ubl import PartyName
from akkoord.language import Language, Message
from akkoord.values import Money

__all__ = ["print_statement", "statement_html"]

MINUS: Final = "\N{MINUS SIGN} "
STYLE: Final = """
@page {
  size: A4; margin: 27mm 24mm 26mm 25mm;
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 8.5pt }
}
html { font: 9.8pt/14.6pt Inter, "Noto Sans", "DejaVu Sans", sans-serif; color: #14212b }
h1 { font-size: 20pt; margin: 0 0 2mm; font-weight: 600 }
.parties { display: flex; justify-content: space-between; margin: 0 0 12mm; font-size: 9.5pt }
.parties div { max-width: 75mm }
.meta { color: #4b565e; margin: 0 0 8mm }
table { width: 100%; border-collapse: collapse }
td, th { padding: 2.2mm 0; border-bottom: .3mm solid #d9dee2; vertical-align: top; text-align: left; font-weight: 400 }
td.sum, th.sum { text-align: right; white-space: nowrap; padding-left: 6mm }
.working { color: #4b565e; font-size: 9pt }
.total td { border: 0; padding: 1mm 0 }
.balance td { border-top: .5mm solid #1b2329; font-size: 13pt; font-weight: 600; padding-top: 3mm }
"""


def print_statement(
    statement: KeptStatement,
    *,
    contract: str,
    supplier: PartyName,
    customer: PartyName,
    titles: Mapping[str, str],
    corrects: str | None = None,
    language: Language,
) -> bytes:
    """Print a statement with its ledger rows attached; the same statement gives the same bytes. Raises PrintError.

    `corrects` is the number of the statement that it corrects.
    """
    html = statement_html(
        statement,
        contract=contract,
        supplier=supplier,
        customer=customer,
        titles=titles,
        corrects=corrects,
        language=language,
    )
    rows = ledger_csv(ledger_rows([statement], {statement.contract: contract}, {}))
    identifier = hashlib.sha256(html.encode()).hexdigest()[:32]
    attachment = ("statement.csv", Message("The figures as data").text(language), rows)
    made_on = statement.posted_on or statement.cutoff
    return print_page(html, css=STYLE, attachment=attachment, identifier=identifier, made_on=made_on)


def statement_html(
    statement: KeptStatement,
    *,
    contract: str,
    supplier: PartyName,
    customer: PartyName,
    titles: Mapping[str, str],
    corrects: str | None = None,
    language: Language,
) -> str:
    """Write the page; every value in it is data and is escaped."""
    title = _title(statement).text(language)
    corrected = Message("Corrects statement {number}.", {"number": corrects}).text(language) if corrects else ""
    known = Message("As known on {day}.", {"day": statement.cutoff}).text(language)
    about = Message("Contract {number}, {period}.", {"number": contract, "period": statement.period}).text(language)
    lines = Markup("").join(_line(line, statement, titles, language) for line in statement.lines)
    return Markup(
        '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="author" content="{author}"></head><body>'
        '<div class="parties"><div>{supplier}</div><div>{customer}</div></div>'
        '<h1>{title}</h1><p class="meta">{about} {known} {corrected}</p><table>{lines}</table>'
        '<table class="totals">{totals}</table></body></html>'
    ).format(
        language=language, title=title, author=supplier.name, supplier=_party(supplier), customer=_party(customer),
        about=about, known=known, corrected=corrected, lines=lines,
        totals=Markup("").join(_totals(statement, language)),
    )  # fmt: skip


def _title(statement: KeptStatement) -> Message:
    if statement.number is None:
        return Message("Draft of a statement")
    return Message("Statement {number}", {"number": statement.number})


def _party(party: PartyName) -> Markup:
    parts = [party.name, party.street, f"{party.postcode} {party.city}".strip(), party.vat_id]
    return Markup("<br>").join(part for part in parts if part)


def _line(line: KeptLine, statement: KeptStatement, titles: Mapping[str, str], language: Language) -> Markup:
    way, amount = statement.change_of(line) if statement.corrects else (line.direction, line.amount)
    shown = _signed(way, amount, language) if line.charged else Message("not charged").text(language)
    return Markup('<tr><td>{}<div class="working">{}</div></td><td class="sum">{}</td></tr>').format(
        titles.get(line.id, line.id), statement.working_of(line, language), shown
    )


def _totals(statement: KeptStatement, language: Language) -> Iterator[Markup]:
    row = Markup('<tr class="{}"><td>{}</td><td class="sum">{}</td></tr>')
    for total in statement.totals:
        if total.net.minor or total.tax.minor:
            values = {"vat": total.vat, "net": total.net}
            label = Message("{vat} over {net}", values).text(language)
            yield row.format("total", label, _signed(total.direction, total.tax, language))
    balance = statement.balance
    words = {
        "payable": Message("You receive, VAT included"),
        "receivable": Message("You pay, VAT included"),
        "none": Message("Nothing to pay"),
    }[balance.direction]
    yield row.format("balance", words.text(language), balance.amount.text(language))


def _signed(direction: Direction, amount: Money, language: Language) -> str:
    """Write what the customer owes with a minus."""
    return f"{MINUS if direction == 'receivable' and amount.minor else ''}{amount.text(language)}"
