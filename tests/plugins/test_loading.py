"""Loading plugins: each by itself, and what is wrong with one is said in a sentence."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from akkoord import hookimpl
from akkoord.hookspecs import Theme
from akkoord.plugins import Plugins

FINE = """
    from akkoord import hookimpl
    from akkoord.hookspecs import Theme

    @hookimpl
    def theme():
        return Theme(name="Fine")
"""


def sentences(plugins):
    return [failure.message.text("en") for failure in plugins.failures]


def only_failure(plugins):
    (failure,) = plugins.failures
    return failure


def test_a_sound_plugin_loads_without_a_word(shelf, load):
    shelf.install("fine", FINE)
    plugins = load()
    assert plugins.failures == ()
    assert plugins.theme().name == "Fine"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        pytest.param("import no_such_module", "No module named 'no_such_module'", id="missing import"),
        pytest.param("raise SystemExit(3)", "SystemExit: 3", id="exits"),
        pytest.param("def again():\n    again()\nagain()", "RecursionError", id="recurses for ever"),
        pytest.param("raise KeyboardInterrupt", "KeyboardInterrupt", id="pretends that the user pressed Ctrl-C"),
        pytest.param("this is no Python", "SyntaxError", id="no Python"),
        pytest.param("1 / 0", "ZeroDivisionError: division by zero", id="raises"),
    ],
)
def test_a_plugin_that_fails_at_import_is_left_out_and_named(shelf, load, source, said):
    shelf.install("broken", source)
    shelf.install("fine", FINE)
    plugins = load()
    failure = only_failure(plugins)
    assert (failure.plugin, failure.kind, failure.hook) == ("broken", "load", None)
    assert said in failure.message.text("en")
    assert plugins.theme().name == "Fine"


def test_a_plugin_that_hangs_at_import_is_left_behind(shelf, load, monkeypatch):
    monkeypatch.setattr("akkoord.plugins.loading.LOAD_SECONDS", 0.05)
    shelf.install("slow", "import threading\nthreading.Event().wait(5)")
    plugins = load()
    assert "was not imported within" in sentences(plugins)[0]


def test_a_misspelt_hook_is_named_with_the_nearest_real_one_and_the_others_still_work(shelf, load):
    shelf.install("typo", FINE + "\n    @hookimpl\n    def on_evnet(event):\n        pass\n")
    plugins = load()
    failure = only_failure(plugins)
    assert (failure.plugin, failure.kind, failure.hook) == ("typo", "spec", "on_evnet")
    assert "there is no hook on_evnet; the nearest is on_event" in failure.message.text("en")
    assert plugins.theme().name == "Fine"


def test_an_argument_that_the_hook_does_not_give_is_refused(shelf, load):
    shelf.install("greedy", "from akkoord import hookimpl\n@hookimpl\ndef approvals(draft, customer): return []")
    failure = only_failure(load())
    assert failure.kind == "spec"
    assert "approvals takes arguments that the hook does not give; it gives draft" in failure.message.text("en")


def test_a_function_may_take_fewer_arguments_than_the_hook_gives(shelf, load):
    shelf.install("modest", "from akkoord import hookimpl\n@hookimpl\ndef approvals(): return []")
    plugins = load()
    assert plugins.approvals(None).values == ()
    assert plugins.failures == ()


def test_a_wrapper_around_other_plugins_is_refused(shelf, load):
    source = "from akkoord import hookimpl\n@hookimpl(wrapper=True)\ndef theme():\n    yield\n    return None"
    shelf.install("wrapper", source)
    assert "a plugin answers for itself only" in sentences(load())[0]


def test_a_plugin_without_any_hook_is_told_so(shelf, load):
    shelf.install("empty", "x = 1")
    assert "it offers nothing" in sentences(load())[0]


def test_a_plugin_for_another_version_of_the_core_is_not_imported(shelf, load, tmp_path):
    shelf.install("future", f"open({str(tmp_path / 'ran')!r}, 'w')", requires="akkoord>=99")
    failure = only_failure(load())
    assert failure.kind == "load"
    assert "it needs akkoord >=99, and this is 0." in failure.message.text("en")
    assert not (tmp_path / "ran").exists()


def test_a_switched_off_plugin_is_not_imported_but_listed(shelf, load, tmp_path):
    shelf.install("off", f"open({str(tmp_path / 'ran')!r}, 'w')")
    plugins = load(disabled=["off"])
    assert not (tmp_path / "ran").exists()
    (info,) = plugins.listing()
    assert (info.name, info.state, info.version) == ("off", "disabled", "1.0")


def test_two_plugins_of_one_name_are_refused_in_one_sentence_naming_both(shelf, load):
    shelf.install("first-dist", FINE, plugin="same")
    shelf.install("second-dist", FINE.replace("Fine", "Other"), plugin="same")
    plugins = load()
    assert "first-dist and second-dist both bring a plugin of this name" in sentences(plugins)[0]
    assert plugins.theme().name == "Fine"


def test_a_plugin_that_the_settings_require_is_missed_when_it_is_not_there(load):
    plugins = load(required=["mandate"])
    assert "the settings require it" in sentences(plugins)[0]
    (info,) = plugins.listing()
    assert (info.name, info.state) == ("mandate", "missing")


def test_names_decide_the_order_not_the_order_of_installing(shelf, load):
    shelf.install("zebra", FINE.replace("Fine", "Zebra"))
    shelf.install("ape", FINE.replace("Fine", "Ape"))
    plugins = load()
    assert plugins.theme().name == "Ape"
    assert [info.name for info in plugins.listing()] == ["ape", "zebra"]


def test_the_time_of_a_failure_is_that_of_the_clock(shelf, load, clock):
    shelf.install("broken", "1 / 0")
    assert only_failure(load()).at == clock()


def test_everything_is_said_in_dutch_too(shelf, load):
    shelf.install("broken", "1 / 0")
    assert only_failure(load()).message.text("nl").startswith("Plugin broken wordt niet gebruikt: ")


def test_the_installed_plugins_are_found_by_their_entry_points(clock):
    plugins = Plugins.load(clock=clock)
    assert "brewery" in {info.name for info in plugins.listing()}


def test_the_looks_are_those_of_the_plugin_that_brings_the_clause_set(clock, small_clause_set):
    def of(name, *sets):
        looks, offered = hookimpl(lambda: Theme(name=name)), hookimpl(lambda: sets)
        return SimpleNamespace(theme=looks, clause_sets=offered)

    other = replace(small_clause_set, name="other")
    plugins = Plugins.of({"a": of("Other", other), "b": of("Ours", small_clause_set), "c": of("House")}, clock=clock)
    assert plugins.theme("cleaning").name == "Ours"
    assert plugins.theme("third").name == "House"
    assert plugins.theme().name == "Other"
