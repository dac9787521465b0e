# %% [markdown]
# # A report
#
# The client's managers ask the same question every quarter: what did each customer get from us, or owe us? It takes an afternoon by
# hand. As a report it takes a period, looks the same on the tablet, in a spreadsheet and on paper, and leads from each number to its customer.

# %%
# %load_ext akkoord

# %%
from collections.abc import Iterable
from tempfile import mkdtemp

from akkoord.language import Words
from akkoord.notebook import export_report
from akkoord.reporting import Cell, Figure, KeyNumber, Note, Reading, Report, Section, Series, Table, Target

# %% [markdown]
# ## The question as a class
#
# A report is a class with a name, a title and a line about it; `build` gives its sections from what may be read. This one sets what was
# settled in the period beside who it was for. It asks the records as any report does, so it shows an account manager the own customers only.


# %%
class SettledPerCustomer(
    Report,
    name="settled-per-customer",
    title=Words(nl="Afgerekend per klant", en="Settled per customer"),
    about=Words(
        nl="Wat per klant werd afgerekend, de grootste eerst.", en="What was settled per customer, largest first."
    ),
):
    """What statements that ended in the period come to, by customer."""

    def build(self, reading: Reading) -> Iterable[Section]:
        """Add up what the customer gets, less what he owes."""
        period = reading.chosen.period
        sums: dict[str, list] = {}
        for statement, customer in reading.records.statements.ending(period.first, period.last, owner=reading.owner):
            balance = statement.full.balance()
            amount = balance.amount if balance.direction != "receivable" else -balance.amount
            sums.setdefault(customer.id, [customer.name, amount - amount])[1] += amount
        ordered = sorted(sums.items(), key=lambda item: (-item[1][1].minor, item[1][0]))
        if not ordered:
            yield Section(self.title, (Note(Words(nl="Er werd niets afgerekend.", en="Nothing was settled."), "warn"),))
            return
        rows = tuple((Cell(name, Target("customer", key)), amount) for key, (name, amount) in ordered)
        headings = (Words(nl="Klant", en="Customer"), Words(nl="Bedrag", en="Amount"))
        most = [each for each in ordered if each[1][1].minor > 0][:6]
        count = KeyNumber(Words(nl="Klanten", en="Customers"), len(ordered))
        chart = [
            Figure(
                "bar",
                self.title,
                headings[0],
                tuple(name for _, (name, _) in most),
                (Series(headings[1], tuple(amount for _, (_, amount) in most)),),
            )
        ]
        yield Section(self.title, (count, *(chart if most else ()), Table(self.title, headings, rows)))


# %% [markdown]
# ## Make it
#
# A class from a cell is made like any report; this is how it will look everywhere.

# %%
made = reports.make(SettledPerCustomer, period="2026-H1")
made

# %% [markdown]
# ## Hand it over
#
# The plugin keeps the class as it was typed, what was chosen as its case, and the conformance kit. The figures of the client stay here.

# %%
exported = export_report(
    SettledPerCustomer, reports, {"period": "2026-H1"}, name="settled-per-customer", folder=mkdtemp()
)
sorted(str(file.relative_to(exported.folder)) for file in exported.folder.rglob("*.*") if file.is_file())
