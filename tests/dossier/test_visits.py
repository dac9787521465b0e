from datetime import date, time, timedelta

import pytest

from akkoord.access import Missing, NotAllowed, StaleVersion
from akkoord.dossier import IllegalTransition, Party


def test_the_visits_of_a_day_go_by_time(visits, customers, zwaan, anna, today, at):
    boot = customers.add(Party("Boot"), "anna", by=anna, at=at)
    whenever = visits.plan(zwaan.id, today, subject=" koeling  bekijken ", by=anna, at=at)
    late = visits.plan(zwaan.id, today, starts_at=time(13, 15), by=anna, at=at)
    early = visits.plan(boot.id, today, starts_at=time(9, 30), by=anna, at=at)
    visits.plan(boot.id, today + timedelta(days=1), by=anna, at=at)
    assert visits.on("anna", today) == [(early, boot), (late, zwaan), (whenever, zwaan)]
    assert whenever.subject == "koeling bekijken"
    assert visits.get(early.id) == early


def test_others_visits_are_not_mine(visits, zwaan, anna, mia, piet, today, at):
    of_mia = visits.plan(zwaan.id, today, by=mia, at=at)
    for_anna = visits.plan(zwaan.id, today, account="anna", by=mia, at=at)
    assert [visit for visit, _ in visits.on("mia", today)] == [of_mia]
    assert [visit for visit, _ in visits.on("anna", today)] == [for_anna]
    with pytest.raises(NotAllowed):
        visits.plan(zwaan.id, today, by=piet, at=at)


def test_a_visit_is_moved_done_or_cancelled(visits, zwaan, anna, today, at):
    visit = visits.plan(zwaan.id, today, starts_at=time(9), subject="tap", by=anna, at=at)
    moved = visits.move(visit, today + timedelta(days=2), by=anna, at=at)
    assert (moved.day, moved.starts_at, moved.subject) == (today + timedelta(days=2), None, "tap")
    done = visits.done(moved, by=anna, at=at)
    assert visits.on("anna", moved.day) == [(done, zwaan)]
    other = visits.plan(zwaan.id, today, by=anna, at=at)
    visits.cancel(other, by=anna, at=at)
    assert visits.on("anna", today) == []


def test_what_is_over_stays_over(visits, zwaan, anna, today, at):
    done = visits.done(visits.plan(zwaan.id, today, by=anna, at=at), by=anna, at=at)
    for act in (
        lambda: visits.move(done, today, by=anna, at=at),
        lambda: visits.done(done, by=anna, at=at),
        lambda: visits.cancel(done, by=anna, at=at),
    ):
        with pytest.raises(IllegalTransition) as refused:
            act()
        assert "bezoek" in refused.value.text("nl")


def test_two_people_planning_see_each_other(visits, zwaan, anna, mia, today, at):
    visit = visits.plan(zwaan.id, today, by=anna, at=at)
    theirs = visits.move(visit, today + timedelta(days=1), by=mia, at=at)
    with pytest.raises(StaleVersion) as stale:
        visits.cancel(visit, by=anna, at=at)
    assert stale.value.current == theirs


def test_the_visits_to_a_customer_go_by_day(visits, zwaan, anna, today, at):
    later, sooner = (visits.plan(zwaan.id, today + timedelta(days=n), by=anna, at=at) for n in (5, 1))
    assert visits.of(zwaan.id) == [sooner, later]
    assert visits.of(zwaan.id, since=today + timedelta(days=2)) == [later]
    assert visits.of(zwaan.id, since=date(2030, 1, 1)) == []
    with pytest.raises(Missing):
        visits.get("nothing")
