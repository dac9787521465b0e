# %% [markdown]
# # A clause and its rule
#
# A rule runs exactly when its clause is in the signed contract, with the very facts that the clause prints. So text and rule are designed
# together: here the article on the tier bonus, of a contract that exists.

# %%
# %load_ext akkoord

# %%
from importlib.resources import files
from tempfile import mkdtemp

from akkoord.notebook import export_clauses

# %% [markdown]
# ## The contract as it would print
#
# `compose` takes the answers of a contract and lays others over them. What comes out is the contract, with everything it lacks.

# %%
contract = contracts.where(rule="tier_per_unit", test=lambda one: one.is_binding)[0]
tried = clauses.compose(contract)
tried

# %% [markdown]
# ## Why, and why not
#
# Every article answers for itself, and so does every article that is absent.

# %%
tried.why("a-tier-bonus")

# %%
tried.why("a-guarantee")

# %% [markdown]
# ## One other answer
#
# What if the tiers counted by slice? Words change in one article; nothing else moves.

# %%
tried.diff(tier_bonus={"method": "slice"})

# %% [markdown]
# Without a bonus the article goes out, and those that refer to it are renumbered by themselves.

# %%
tried.diff(tier_bonus={"enabled": False})

# %% [markdown]
# ## Another text
#
# Customers ask when they get their statement. The article can say so. In a notebook a cell that begins with `%%clause` holds the whole file
# of a clause; here the file is taken as it is installed, with one paragraph more. It is checked as when it is installed: a fact that
# does not exist, or a reference to nowhere, is said with its line.

# %%
installed = files("akkoord_clauses_brewery").joinpath("clauses", "a-tier-bonus.md").read_text(encoding="utf-8")
paragraph = "De Leverancier zendt de Afnemer na afloop van ieder Contractjaar een overzicht van de berekening."
clauses.edit(installed.rstrip("\n") + f"\n\n{paragraph}\n")

# %%
[clause.id for clause in clauses.edited]

# %% [markdown]
# ## Hand it over
#
# The edited clause becomes a clause set that differs from the installed one in this article only, with the composed contract as its case.

# %%
exported = export_clauses(clauses, tried, name="brewery-overview", folder=mkdtemp())
sorted(str(file.relative_to(exported.folder)) for file in exported.folder.rglob("*.*") if file.is_file())

# %%
clauses.forget()
