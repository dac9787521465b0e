"""`%load_ext akkoord`: exactly the documented names, a warning without a workspace, and no IPython elsewhere."""

import subprocess
import sys

import pytest

from akkoord.notebook.extension import NAMES
from akkoord.notebook.session import found_place


def pushed(shell, before):
    return {name for name in shell.user_ns if name not in before and not name.startswith("_")}


def test_exactly_the_documented_names_are_there(shell, demo, monkeypatch):
    monkeypatch.chdir(demo)
    before = set(shell.user_ns)
    shell.run_line_magic("load_ext", "akkoord")
    assert pushed(shell, before) == set(NAMES)
    assert NAMES == ("workspace", "customers", "contracts", "sales", "rules", "clauses", "reports")
    shell.run_line_magic("unload_ext", "akkoord")


def test_without_a_workspace_it_warns_and_the_notebook_goes_on(shell, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AKKOORD_WORKSPACE", raising=False)
    before = set(shell.user_ns)
    with pytest.warns(UserWarning, match="No workspace was found"):
        shell.run_line_magic("load_ext", "akkoord")
    assert pushed(shell, before) == set()


def test_a_workspace_that_cannot_be_opened_is_a_warning_too(shell, tmp_path, monkeypatch):
    monkeypatch.setenv("AKKOORD_WORKSPACE", str(tmp_path / "nowhere"))
    with pytest.warns(UserWarning, match="There is no folder"):
        shell.run_line_magic("load_ext", "akkoord")


def test_the_workspace_is_found_from_a_folder_below_it(demo, tmp_path):
    (demo / "notebooks").mkdir(exist_ok=True)
    assert found_place(demo / "notebooks", {}) == demo
    assert found_place(tmp_path, {"AKKOORD_WORKSPACE": "/somewhere"}).name == "somewhere"
    assert found_place(tmp_path, {}) is None


def test_nothing_else_of_akkoord_knows_ipython_or_pandas_and_both_are_there_for_who_wants_them():
    heavy = "print({'IPython', 'pandas'} & set(sys.modules))"
    code = f"import sys, akkoord, akkoord.workspace, akkoord.cli.main; {heavy}; import IPython, pandas"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("name", ["customers", "contracts", "sales", "rules", "clauses", "reports"])
def test_everything_has_a_rich_display_and_reads_as_text(named, name):
    html = named[name]._repr_html_()
    assert "<table" in html
    assert repr(named[name])
    assert "<script" not in html


def test_things_are_found_by_what_people_call_them(named):
    customer = named["customers"][0]
    assert named["customers"][customer.number] == named["customers"][customer.name] == customer
    contract = named["contracts"][0]
    assert named["contracts"][contract.number] == contract
    with pytest.raises(LookupError, match="no contract X-1"):
        named["contracts"]["X-1"]


def test_frames_hold_every_row(named):
    contracts = named["contracts"]
    assert len(contracts.to_pandas()) == len(contracts.to_polars()) == len(contracts)


def test_a_report_is_made_by_name_and_for_a_period(named):
    shown = named["reports"]["portfolio"](period="2026-Q3")._repr_html_()
    assert "ZB-" in shown or "Portefeuille" in shown


def test_sales_of_a_customer_add_up_to_what_the_engine_counts(session, named):
    customer = session.workspace.customers.get(named["contracts"][0].customer)
    rows = named["sales"].of(customer).rows()
    events = session.workspace.sales.events_of_customers([customer.id], rows[0]["day"], rows[-1]["day"])[customer.id]
    counted = sum(event.quantity for event in events.within(events.groups, None, rows[-1]["day"]))
    assert sum(row["quantity"] for row in rows) == counted
