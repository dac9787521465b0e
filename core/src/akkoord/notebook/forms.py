"""Forms that are made of questions: a box for each, and beside it what is wrong with what was typed."""

from collections.abc import Callable, Sequence

import ipywidgets as widgets

from akkoord.executing import Rule
from akkoord.language import AkkoordError, Language, Message
from akkoord.notebook.configuring import Configuration
from akkoord.notebook.entries import Entry
from akkoord.notebook.rule_parameters import RuleParameters

__all__ = ["RuleForm", "rule_form", "settings_form"]

Put = Callable[[str, object], None]


class RuleForm(widgets.VBox):  # type: ignore[misc] # ipywidgets has no types
    """A form for the parameters of a rule; `rule` is what stands in it, as far as it is right."""

    rule: Rule


def settings_form(configuration: Configuration, keys: Sequence[str]) -> widgets.VBox:
    """Make a form for settings, with a button that saves them."""
    rows = [_row(configuration[key], configuration.__setitem__, configuration.language) for key in keys]
    said = widgets.Label()
    button = widgets.Button(description=Message("Save").text(configuration.language), button_style="primary")

    def save(_: object) -> None:
        try:
            said.value = str(configuration.save())
        except AkkoordError as error:
            said.value = error.message.text(configuration.language)

    button.on_click(save)
    return widgets.VBox([*rows, widgets.HBox([button, said])])


def rule_form(parameters: RuleParameters) -> RuleForm:
    """Make a form for the parameters of a rule that are no lists of rows."""
    form = RuleForm()
    form.rule = parameters.rule

    def put(key: str, value: object) -> None:
        form.rule = RuleParameters(form.rule, parameters.language).with_(**{key: value})

    entries = [each for each in parameters.entries if each.question is None or not each.question.columns]
    form.children = tuple(_row(entry, put, parameters.language) for entry in entries)
    return form


def _row(entry: Entry, put: Put, language: Language) -> widgets.HBox:
    """Give a box with its label before it, and behind it what it may be or what is wrong."""
    box, told = _box(entry, language), widgets.Label(entry.limits.text(language))

    def changed(change: dict[str, object]) -> None:
        try:
            put(entry.key, _value(entry, change["new"]))
            told.value = entry.limits.text(language)
        except AkkoordError as error:
            told.value = error.message.text(language)

    box.observe(changed, names="value")
    label = widgets.Label(entry.label.text(language), layout=widgets.Layout(width="22rem"))
    return widgets.HBox([label, box, told])


def _box(entry: Entry, language: Language) -> widgets.Widget:
    question, value = entry.question, entry.value
    if question is not None and question.choices and question.type == "enum":
        choices = [(words.text(language), name) for name, words in question.choices.items()]
        return widgets.Dropdown(options=choices, value=value if value in question.choices else None)
    if question is not None and question.type == "bool":
        return widgets.Checkbox(value=bool(value), indent=False)
    # Amounts are exact, so they are typed as text and never pass through a binary fraction.
    shown = ", ".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)
    return widgets.Text(value=shown, continuous_update=False)


def _value(entry: Entry, typed: object) -> object:
    """Give what was typed in the kind that the setting has."""
    question = entry.question
    kind = question.type if question is not None else None
    if not isinstance(typed, str):
        return typed
    if kind == "list":
        return [each.strip() for each in typed.split(",") if each.strip()]
    if kind == "int" and typed.strip().lstrip("-").isdigit():
        return int(typed)
    return typed.strip()
