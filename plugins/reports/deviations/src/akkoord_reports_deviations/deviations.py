"""Where contracts leave the clause library: own texts, and what a second person had to approve."""

from collections import Counter
from collections.abc import Iterable

from akkoord import Words
from akkoord.closing.contract import Contract
from akkoord.dossier import Customer
from akkoord.reporting import Cell, KeyNumber, Reading, Report, Section, Table, year_now
from akkoord.reporting.shared import AT_A_GLANCE, CONTRACT, CUSTOMER, MANAGER, bars, beginning, most_first, who

__all__ = ["Deviations"]

OWN = Words(nl="Eigen teksten", en="Own texts")
ASKED = Words(nl="Goedkeuringen", en="Approvals")
GROUND = Words(nl="Grond", en="Ground")
Found = list[tuple[Contract, Customer]]


class Deviations(
    Report,
    name="deviations",
    title=Words(nl="Afwijkingen", en="Deviations"),
    about=Words(
        nl="Waar de clausulebibliotheek tekortschiet: eigen teksten en goedkeuringen.",
        en="Where the clause library falls short: own texts and approvals.",
    ),
    order=50,
    opens_with=year_now,
    nothing=Words(
        nl="In deze periode is geen contract gemaakt. Kies een andere periode.",
        en="No contract was made in this period. Choose another period.",
    ),
):
    """Own texts and approvals of the contracts made in the period."""

    def build(self, reading: Reading) -> Iterable[Section]:
        """Count what was added by hand and what needed approval."""
        period = reading.chosen.period
        made = [pair for pair in reading.contracts() if pair[0].made_on in period and pair[0].state != "withdrawn"]
        if not made:
            return
        own = [pair for pair in made if pair[0].own_texts]
        asked = [pair for pair in made if pair[0].needs]
        yield _at_a_glance(made, own, asked)
        if own:
            yield Section(OWN, (_own_texts(reading, own),))
        if asked:
            yield Section(ASKED, (_approvals(reading, asked),))


def _at_a_glance(made: Found, own: Found, asked: Found) -> Section:
    grounds = Counter(ground.words for one, _ in asked for ground in one.needs)
    labels = most_first(grounds, lambda words: words.nl)
    title = Words(nl="Waarom goedkeuring nodig was", en="Why approval was needed")
    figure = bars(title, GROUND, labels, CONTRACT, (grounds[words] for words in labels))
    numbers = (
        KeyNumber(Words(nl="Contracten gemaakt", en="Contracts made"), len(made)),
        KeyNumber(Words(nl="Met eigen tekst", en="With own text"), len(own)),
        KeyNumber(Words(nl="Goedkeuring nodig", en="Approval needed"), len(asked)),
    )
    return Section(AT_A_GLANCE, (*numbers, *((figure,) if labels else ())))


def _own_texts(reading: Reading, own: Found) -> Table:
    rows = tuple(
        (*_who(reading, contract, customer), text.title or "–", beginning(text.body))
        for contract, customer in own
        for text in contract.own_texts
    )
    return Table(
        OWN, (CUSTOMER, CONTRACT, MANAGER, Words(nl="Kop", en="Title"), Words(nl="Begin", en="Beginning")), rows
    )


def _approvals(reading: Reading, asked: Found) -> Table:
    rows = tuple(
        (*_who(reading, contract, customer), ground.words, _given(reading, contract, ground.code))
        for contract, customer in asked
        for ground in contract.needs
    )
    return Table(ASKED, (CUSTOMER, CONTRACT, MANAGER, GROUND, Words(nl="Goedgekeurd door", en="Approved by")), rows)


def _who(reading: Reading, contract: Contract, customer: Customer) -> tuple[Cell, Cell, Cell]:
    return *who(customer, contract), reading.manager(customer)


def _given(reading: Reading, contract: Contract, code: str) -> str:
    by = next((approval.by for approval in contract.approvals if approval.code == code), None)
    return "–" if by is None else reading.people.get(by, by)
