# %% [markdown]
# # Getting to know a workspace
#
# A client hands you a snapshot: a copy of their records in which nobody can be recognised and every amount is what it was. Before
# you propose anything you want to know three things: who the customers are, what was agreed with them, and what that came to. This
# notebook answers them with what `%load_ext akkoord` puts at hand, and with nothing else.

# %%
# %load_ext akkoord

# %% [markdown]
# ## Who the customers are
#
# Everything shows itself. A display holds the first rows; `to_pandas()` and `to_polars()` hold them all, with amounts as exact
# decimals rather than binary fractions.

# %%
customers

# %%
customers.to_polars().group_by("state").len().sort("state")

# %% [markdown]
# ## What was agreed
#
# Contracts that are or were in force carry rules: what a clause computes. Which kinds of rule does this client use, and how often?

# %%
contracts

# %%
used = contracts.to_polars()["rules"].str.split(", ").explode().value_counts(sort=True)
used

# %% [markdown]
# A kind tells what it is called and which parameters it has. The classes are ordinary Python: `rules["tier_per_unit"]` is the one
# that contracts are settled with.

# %%
rules

# %% [markdown]
# ## What was sold
#
# Rules count sales. One customer's lines show how fine the records are: a line a delivery and product, with the day it was paid.

# %%
sales.of(contracts[0].customer)

# %% [markdown]
# ## What it came to
#
# The client's own reports are here too, the same objects that their managers look at.

# %%
reports

# %%
reports["rebates"]()

# %% [markdown]
# Three things to take along: how many contracts there are of each kind, which rules carry the money, and whether the sales are fine enough
# to try another rule on. If they are, go on with *a tier bonus*.
