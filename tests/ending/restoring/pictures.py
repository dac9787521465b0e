"""Everything that screens show of a customer, to compare a moment with another."""

from dataclasses import fields

from akkoord.values import Period

SHOWN_OF_OBLIGATIONS = ("name", "action", "due", "state", "findings", "remark", "responsible", "done_on")


def picture(house) -> dict[str, object]:
    """The dossier, the customer's place in lists and search, and what the days to come bring; by name."""
    w, c = house.workspace, house.customer_id
    return {
        "customer": without(house.customer, "version", "updated_at"),
        "in the list": [one.number for one in w.customers.page().items],
        "counts": dict(w.customers.counts()),
        "found": found(house),
        "owner": house.customer.owner,
        "situations": w.situations.history(c),
        "proposals": w.proposals.of(c),
        "agreements": w.agreements.of(c),
        "assets": w.assets.of(c),
        "notes": w.notes.of(c),
        "files": w.files.of(c),
        "visits": w.visits.of(c),
        "posted": [one for one in w.statements.of(c) if one.is_booked],
        **{f"contract {one.id}": without(one, "version", "updated_at") for one in w.contracts.of(c)},
        **{f"statement {one.id}": without(one, "version", "updated_at") for one in w.statements.of(c)},
        **{f"obligation {one.id}": only(one, SHOWN_OF_OBLIGATIONS) for one in w.obligations.of(c)},
    }


def days_to_come(house) -> dict[str, object]:
    """What is near, waits, ends or is to be settled: what a future end may not move."""
    w, today = house.workspace, house.today
    binding = [one for one in w.contracts.of(house.customer_id) if one.is_binding]
    year = Period(today, today.replace(year=today.year + 1))
    return {
        "near": w.deadlines.near(today, 400, by=house.anna),
        "to settle": w.unsettled.of(binding, today),
        "progress": [w.statements.progress(one, today) for one in binding],
        "ends on": dict(w.terminations.ends_on([house.customer_id])),
        "ending": w.terminations.ending(year.first, year.last),
        "waiting": w.terminations.waiting(),
        "held": w.terminations.holding(year.last),
    }


def found(house) -> list[tuple[str, str]]:
    """What words of this dossier find, and in which order."""
    w = house.workspace
    words = ("kroon", "tapinstallatie", "sleutel", "koffie", "utrecht", "ZB")
    hits = [(word, hit.kind, hit.id) for word in words for hit in w.search(word, by=house.anna)]
    return hits + [(word, one.hit.kind, one.hit.id) for word in words for one in w.find(word, by=house.anna)]


def differing(before: dict[str, object], after: dict[str, object]) -> set[str]:
    """The names of what is not the same."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def without(one, *names):
    return {field.name: getattr(one, field.name) for field in fields(one) if field.name not in names}


def only(one, names):
    return {name: getattr(one, name) for name in names}
