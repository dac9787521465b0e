"""The cell magic `%%clause`: edit a clause in a cell and see what it changes in the contract."""

from IPython.core.magic import Magics, cell_magic, magics_class

from akkoord.language import AkkoordError
from akkoord.notebook.clause_views import Clauses
from akkoord.notebook.trying import Difference

__all__ = ["AkkoordMagics"]


@magics_class
class AkkoordMagics(Magics):
    """What `%load_ext akkoord` adds to cells."""

    @cell_magic
    def clause(self, line: str, cell: str) -> Difference | None:
        """Take the cell as the file of a clause; gives what changes in the contract that was composed last.

        A clause that cannot be used is said with its line, and changes nothing.
        """
        del line
        clauses = self.shell.user_ns["clauses"] if self.shell is not None else None
        if not isinstance(clauses, Clauses):
            return None
        try:
            return clauses.edit(cell)
        except AkkoordError as error:
            for problem in getattr(error, "problems", ()) or (error.message,):
                print(problem.text(clauses.language))  # noqa: T201 - what a cell says is its output
            return None
