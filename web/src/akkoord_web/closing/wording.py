"""Give the templates of closing what they show: values in words, the text of a contract, a drawing."""

from markupsafe import Markup

from akkoord.closing.document import Document
from akkoord.closing.page import document_html
from akkoord.closing.sign import Signature
from akkoord.facts import FactValue, Question, value_text
from akkoord_web import context
from akkoord_web.closing.screens import bp

__all__: list[str] = []


@bp.app_template_global("value_text")
def said_value(question: Question, value: FactValue) -> str:
    """Say an answer in full, in the reader's language."""
    return value_text(question, value, context.language())


@bp.app_template_global("contract_html")
def contract_html(document: Document) -> Markup:
    """Show a contract in the making, with lines where people will sign."""
    return document_html(document)


@bp.app_template_global("drawing")
def drawing(signature: Signature) -> Markup:
    """Show a signature as it was drawn."""
    return Markup(signature.strokes.to_svg())  # noqa: S704 - made of whole numbers only


@bp.app_template_global("contract_language")
def contract_language() -> str:
    """Say in which language contracts are written, whatever the reader speaks."""
    return context.workspace().clause_set.language
