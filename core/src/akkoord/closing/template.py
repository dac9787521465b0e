"""Read the Mako source of a clause: a small, checked part of Mako in which nothing but expressions can be evaluated."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

from mako.exceptions import CompileException, SyntaxException
from mako.lexer import Lexer
from mako.parsetree import ControlLine, Expression, Node, TemplateNode, Text
from mako.runtime import Context
from mako.template import Template
from mako.util import FastEncodingBuffer

from akkoord.closing.expressions import CrossReference, Reading, Use
from akkoord.closing.own_text import clean
from akkoord.language import AkkoordError, Message

ANCHOR_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
"""What an anchor of a paragraph may be called."""

_ANCHOR = re.compile(r"\{#(?P<name>[^{}]*)\}")
_CONTROL = re.compile(r"[ \t]*%[ \t]*(?P<text>(?P<end>end)?(?P<word>if|elif|else|for)\b[^\n]*)(?:\n|\Z)")
_OTHER_CONTROL = re.compile(r"[ \t]*%[ \t]*(?P<word>while|try|except|finally|with|def|import|end[a-z]+)\b[^\n]*")
_TEXT = re.compile(r"(?:.+?)(?=(?<=\n)[ \t]*%|\$\{|\Z)", re.DOTALL)
_TAG = re.compile(r"</?%")


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """Something wrong with the text of a clause, and the line of its file on which it stands."""

    line: int
    message: Message


class TemplateError(AkkoordError):
    """The text of a clause cannot be used; `problems` says everything that is wrong with it."""

    def __init__(self, file: str, problems: Sequence[TemplateProblem]) -> None:
        first = problems[0]
        super().__init__(
            Message("{file}, line {line}: {problem}", {"file": file, "line": first.line, "problem": first.message})
        )
        self.file = file
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True, eq=False)
class ClauseTemplate:
    """A clause text that was checked and compiled: what it uses, and how to render it."""

    source: str
    uses: tuple[Use, ...]
    cross_references: tuple[CrossReference, ...]
    groups: frozenset[str]
    compiled: Template

    def render(self, values: Mapping[str, object]) -> str:
        """Evaluate the text with `values`: the functions by name, and every group of facts that it uses."""
        written = FastEncodingBuffer()
        self.compiled.render_context(Context(written, **values))
        text: str = written.getvalue()
        return text


def names_used(source: str, first_line: int = 1) -> set[tuple[str, int]]:
    r"""Name the facts that a clause text uses, each with the line; loop variables are no facts. Raises `TemplateError`.

    >>> sorted(names_used("% if term.months > 12:\n${names(signatories.customer)}\n% endif"))
    [('signatories.customer', 2), ('term.months', 1)]
    """
    template = read_template(source, first_line=first_line)
    return {(use.name, use.line) for use in template.uses if use.column is None}


def parse_body(source: str, *, file: str = "", first_line: int = 1) -> Sequence[Node]:
    """Split a clause text in its words, expressions and control lines, without compiling it. Raises `TemplateError`."""
    try:
        nodes: Sequence[Node] = _ClauseLexer(source).parse().nodes
    except (CompileException, SyntaxException) as error:
        problem = getattr(error, "problem", None) or _in_words(error)
        raise TemplateError(file, [TemplateProblem(first_line + error.lineno - 1, problem)]) from error
    return nodes


@lru_cache(maxsize=1024)
def read_template(source: str, *, file: str = "", first_line: int = 1) -> ClauseTemplate:
    """Check and compile a clause text that begins on `first_line` of `file`.

    It may hold `${expressions}` without filters, and lines `% if`, `% elif`, `% else`, `% for`, `% endif`, `% endfor`.
    Any other line that begins with `%` or `##` is text, and so is a backslash at the end of a line. An expression is
    made of facts, literals, comparisons, `and`, `or`, `not`, `x if y else z` and calls of `FUNCTIONS`; in a loop also
    of `loop` and of the rows beside this one (`bonus.tiers[loop.index + 1].rate`). There are no `<% %>` blocks.
    Raises `TemplateError` with all problems.
    """
    try:
        compiled = Template(  # noqa: S702 - values are escaped by `t`, which the lexer puts on every expression
            text=source, lexer_cls=_ClauseLexer, strict_undefined=True, default_filters=[]
        )
        reading = Reading(_ClauseLexer(source).parse())
    except (CompileException, SyntaxException) as error:
        problem = getattr(error, "problem", None) or _in_words(error)
        raise TemplateError(file, [TemplateProblem(first_line + error.lineno - 1, problem)]) from error
    found = [*reading.problems, *_anchor_problems(source)]
    problems = [TemplateProblem(first_line + line - 1, message) for line, message in found]
    if problems:
        raise TemplateError(file, sorted(problems, key=lambda problem: problem.line))
    return ClauseTemplate(
        source,
        tuple(Use(use.name, first_line + use.line - 1, use.column) for use in reading.uses),
        tuple(
            CrossReference(ref.function, ref.clause, ref.anchor, first_line + ref.line - 1)
            for ref in reading.cross_references
        ),
        frozenset(use.name.partition(".")[0] for use in reading.uses),
        compiled,
    )


def _anchor_problems(source: str) -> Iterator[tuple[int, Message]]:
    """Find anchors that no reference could name; what `${}` puts in one is seen when the text is written out."""
    for line, text in enumerate(source.split("\n"), start=1):
        found = _ANCHOR.match(text)
        if found is not None and "$" not in text[: found.end()] and not ANCHOR_NAME.fullmatch(found["name"]):
            anchor = {"anchor": found["name"]}
            yield line, Message("the anchor {anchor!r} is not lower-case letters, digits and hyphens", anchor)


def _in_words(error: Exception) -> Message:
    """Say what Mako found, without its own account of the place."""
    text = str(error).partition(" in file ")[0].partition(" at line: ")[0]
    return Message("the text cannot be read: {error}", {"error": text})


class _ClauseLexer(Lexer):  # type: ignore[misc] # Mako has no type information
    """Mako's lexer without tags, blocks, comments, escapes and filters; every expression goes through `t`."""

    def parse(self) -> TemplateNode:
        """Split the text in expressions, control lines and text."""
        self.encoding = "utf-8"
        self.textlength = len(self.text)
        self._refuse_tags()
        while self.match_position < self.textlength:
            _ = self.match_expression() or self.match_control_line() or self.match_text()
        if self.control_line:
            open_line = self.control_line[-1]
            self.lineno = self.matched_lineno = open_line.lineno
            self._refuse(Message("'% {word}' has no '% end{word}'", {"word": open_line.keyword}))
        return self.template

    def match_expression(self) -> bool:
        """Take `${...}`; refuse a filter, which could print a value unescaped."""
        if not self.match(r"\$\{"):
            return False
        line, position = self.matched_lineno, self.matched_charpos
        text, end = self.parse_until_text(True, r"\|", r"}")  # noqa: FBT003 - Mako's signature
        if end == "|":
            self.matched_lineno = line
            self._refuse(Message("filters such as '| n' are not allowed; a value is always printed as text"))
        self.append_node(Expression, text, "t", lineno=line, pos=position)
        return True

    def match_control_line(self) -> bool:
        """Take a line `% if`, `% for` and the like, at the beginning of a line only."""
        if self.match_position and self.text[self.match_position - 1] != "\n":
            return False
        other = _OTHER_CONTROL.match(self.text, self.match_position)
        found = self.match_reg(_CONTROL)
        if found is None:
            if other is not None:
                self.matched_lineno = self.lineno
                self._refuse(Message("'% {word}' is not allowed; only if, elif, else and for are", other.groupdict()))
            return False
        word, is_end = found["word"], found["end"] is not None
        if is_end and (not self.control_line or self.control_line[-1].keyword != word):
            self._refuse(Message("'% end{word}' closes nothing", {"word": word}))
        if word in {"elif", "else"} and (not self.control_line or self.control_line[-1].keyword != "if"):
            self._refuse(Message("'% {word}' stands outside '% if'", {"word": word}))
        self.append_node(ControlLine, word, is_end, found["text"].rstrip())
        return True

    def match_text(self) -> bool:
        """Take text up to the next expression or line that begins with `%`; at least one character."""
        found = self.match_reg(_TEXT)
        self.append_node(Text, found.group())
        return True

    def _refuse_tags(self) -> None:
        """Refuse `<%`, which would begin code, a definition or an inclusion, and characters that cannot be seen."""
        found = _TAG.search(self.text)
        if found is not None:
            self.matched_lineno = self.text.count("\n", 0, found.start()) + 1
            self._refuse(Message("'{tag}' is not allowed: a clause holds text, values and conditions", {"tag": "<%"}))
        for number, line in enumerate(self.text.split("\n"), start=1):
            if clean(line) != line.replace("\t", " "):
                self.matched_lineno = number
                self._refuse(Message("the line holds an invisible or decomposed character; type it again"))

    def _refuse(self, problem: Message) -> NoReturn:
        """Stop with a problem on the current line."""
        error = SyntaxException(str(problem), **self.exception_kwargs)
        error.problem = problem
        raise error
