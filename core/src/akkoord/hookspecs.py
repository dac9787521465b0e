"""Everything that a plugin can offer, on one page.

A plugin is a module, named by an entry point of the group `akkoord`, with functions marked `@akkoord.hookimpl` that
bear the name of a hook below. A function may take fewer arguments than the hook gives. Every plugin is called by
itself: when one fails, is slow or answers with something else than the hook asks for, that is recorded and shown, and
the others go on. No answer depends on the order in which plugins were found; where order shows, it is that of the
plugins' names or of a sort key in the answer.
"""


# A hook has no body: it says what plugins answer.
# mypy: disable-error-code="empty-body"

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

import pluggy

from akkoord.closing import Adjustment, ClauseSet, Draft, Selection
from akkoord.dossier import Customer
from akkoord.ending import TerminationPolicy
from akkoord.executing import Rule
from akkoord.executing.sales_readers import SalesReader
from akkoord.language import Words
from akkoord.reporting import Report
from akkoord.store import JournalEntry

hookspec = pluggy.HookspecMarker("akkoord")

COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
"""A colour as themes and settings write it: `#` and six lower-case hexadecimal digits."""
MOST_ROWS: Final = 100
"""The most rows that one panel shows."""
MOST_CHARACTERS: Final = 2_000
"""The most characters of one text that a plugin shows."""
MOST_LOGO_BYTES: Final = 200_000
"""The largest logo that a theme may bring."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Something that a second person must approve before the contract is made.

    `code` names the ground, in capitals (`DISCOUNT_ABOVE_MANDATE`); `reason` is what both persons read;
    `clauses` are the ids of the clauses that it is about.
    """

    code: str
    reason: Words
    clauses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a code that cannot be told apart in a list of issues, and a reason that nobody reads to its end."""
        if not re.fullmatch(r"[A-Z][A-Z0-9_]*", self.code):
            raise ValueError(f"an approval's code is capitals, digits and underscores, not {self.code!r}")
        _refuse_long(f"the reason of approval {self.code}", self.reason)


@dataclass(frozen=True, slots=True)
class Theme:
    """How the tablet looks for this client: `accent` (`#1f6f54`), `logo` (SVG or PNG bytes) and the `name` shown."""

    accent: str | None = None
    name: str | None = None
    logo: bytes | None = None
    logo_type: Literal["image/svg+xml", "image/png"] = "image/svg+xml"

    def __post_init__(self) -> None:
        """Refuse a colour that is none, and a logo that slows every page."""
        if self.accent is not None and not COLOUR.fullmatch(self.accent):
            raise ValueError(f"an accent is '#' and six lower-case hexadecimal digits, not {self.accent!r}")
        if self.logo is not None and len(self.logo) > MOST_LOGO_BYTES:
            raise ValueError(f"a logo has at most {MOST_LOGO_BYTES} bytes, not {len(self.logo)}")


@dataclass(frozen=True, slots=True)
class Panel:
    """A small table in a customer's dossier: `rows` of a label and a value, which are shown as they are, never as HTML.

    Panels stand in the order of (`order`, `key`); `link` is an https address behind the title.
    """

    key: str
    title: Words
    rows: tuple[tuple[Words, Words | str], ...]
    order: int = 100
    link: str | None = None

    def __post_init__(self) -> None:
        """Refuse a table or text that would push everything else off the page, and a link that leaves the web."""
        if len(self.rows) > MOST_ROWS:
            raise ValueError(f"panel {self.key!r} has {len(self.rows)} rows; at most {MOST_ROWS} are shown")
        if self.link is not None and not self.link.startswith("https://"):
            raise ValueError(f"panel {self.key!r} links to {self.link!r}; only https:// addresses are shown")
        _refuse_long(f"a text of panel {self.key!r}", self.title, *(text for row in self.rows for text in row))


def _refuse_long(what: str, *texts: Words | str) -> None:
    """Refuse texts that are longer than people read."""
    for text in texts:
        length = len(text) if isinstance(text, str) else max(len(text.nl), len(text.en))
        if length > MOST_CHARACTERS:
            raise ValueError(f"{what} has {length} characters; at most {MOST_CHARACTERS} are shown")


@hookspec
def clause_sets() -> Iterable[ClauseSet]:
    """Give the clause sets that this plugin brings along.

    Called once, when a workspace opens; it may take as long as reading the clause files takes.

    :returns: clause sets, each with a name that no other plugin uses; empty when the plugin brings none.
    """


@hookspec
def adjust_selection(draft: Draft, selection: Selection) -> Iterable[Adjustment]:
    """Add clauses to a contract or take them out, for a reason that no condition of a clause can say.

    Called at every composition, while someone waits, for every plugin, in no particular order: the answers of one
    plugin do not reach another. The reason is shown like any other. Must depend on its arguments only: the same
    draft gives the same contract. While a plugin fails here, contracts can be looked at but not made.

    :param draft: the contract in the making: facts, own texts and number.
    :param selection: the clauses that the conditions select, each with its reason.
    :returns: additions and removals; empty when the selection is right as it is.
    """


@hookspec
def pricing_rules() -> Iterable[type[Rule]]:
    """Give the kinds of rule that this plugin brings along: what clauses compute.

    Called once, when a rule kind is first asked for. Clauses and files name a kind by its `kind`; the parameters are
    the typed fields of the class, and forms ask them by their labels. While a plugin fails here, the rules of
    clauses that name its kinds cannot be settled.

    :returns: subclasses of `Rule`, each with a `kind` that no other plugin uses; empty when the plugin brings none.
    """


@hookspec
def sales_readers() -> Iterable[SalesReader]:
    """Give the formats of sales files that this plugin reads, beside CSV, TSV, XLSX and JSON lines.

    Called once, when a file of sales is first read. A reader gives rows of cells; which column says what stands in
    the settings of the workspace, and how numbers and dates are written is decided by the column. What a reader
    raises is told to whoever imports; nothing of the file lands then.

    :returns: readers, each with a name that no other has; empty when the plugin reads no format of its own.
    """


@hookspec
def reports() -> Iterable[type[Report]]:
    """Give the reports that this plugin brings along: what managers look at.

    Called once, when a report is first asked for. A report has a `name` for addresses and commands, a `title`, a line
    `about` it and typed `parameters`; it appears among the figures on the tablet and in `akkoord reports`.

    :returns: subclasses of `Report`, each with a `name` that no other plugin uses; empty when the plugin brings none.
    """


@hookspec
def approvals(draft: Draft) -> Iterable[Approval]:
    """Say what needs the approval of a second person before this contract is signed, and why.

    Called at every composition, while someone waits, for every plugin, in no particular order. While a plugin fails
    here, contracts can be looked at but not made: nobody can tell whether it would have asked for approval.

    :param draft: the contract in the making: facts, own texts and number.
    :returns: what needs approval; empty when nothing does.
    """


@hookspec
def on_event(event: JournalEntry) -> None:
    """Hear of something that happened: a contract signed, a customer restored. For connections with other systems.

    Called after the change was committed, in the order of the journal, in the background: nobody waits for it and
    it cannot refuse the change. Events that happen while no Akkoord process runs the plugin are not repeated; the
    journal holds them.

    :param event: the journal's entry: what happened (`kind`), to what (`stream`), when, by whom, and the ids that
        belong to it (`body`); it holds no names.
    :returns: nothing; an answer is an error.
    """


@hookspec(firstresult=True)
def termination_policy() -> TerminationPolicy | None:
    """Give the reasons for which contracts end, the circumstances, and the effects that each reason proposes.

    Called whenever someone is about to end a contract. The plugin that brings the workspace's clause set decides; when
    it has no policy, the first by name that brings no clause set.

    :returns: the policy, or None to leave it to the next plugin.
    """


@hookspec(firstresult=True)
def theme() -> Theme | None:
    """Say how the tablet looks for this client.

    Called once, when the web application starts. The plugin that brings the workspace's clause set decides; when it has
    no looks, the first by name that brings no clause set.

    :returns: a theme, or None to leave it to the next plugin, and in the end to the settings of the workspace.
    """


@hookspec
def web_panels(customer: Customer) -> Iterable[Panel]:
    """Show something of another system in a customer's dossier: open invoices, the last visit.

    Called whenever the dossier is shown, while someone waits, for every plugin, in no particular order.

    :param customer: the customer whose dossier is shown; read-only.
    :returns: panels; empty when there is nothing to show for this customer.
    """
