# %% [markdown]
# # Designing a tier bonus
#
# The client pays a bonus on beer by the hectolitre, in tiers. Their sales director wants a bonus that rewards growing more and costs
# about the same. That is a question with an answer: draw the new curve, run it over two years of real deliveries, and look who gains
# and who loses before anybody promises anything.

# %%
# %load_ext akkoord

# %%
from tempfile import mkdtemp

from akkoord.language import Words
from akkoord.notebook import backtest, export_plugin, last_months, preview
from akkoord_rules_volume import TierPerUnit

# %% [markdown]
# ## The rule
#
# A class in a cell is a rule kind. This one is the tiers that Akkoord has, under a name of its own, so that contracts
# can tell the two apart. Everything it does not say it takes from there: what counts, pro rata, the working on the statement.


# %%
class GrowthTiers(TierPerUnit, kind="growth_tiers", label=Words(nl="Groeistaffel", en="Growth tiers")):
    """Tiers per unit that lie further apart and pay more at the top."""


rule = GrowthTiers(
    groups=("draught_lager", "draught_special"),
    basis="delivered_and_paid",
    method="whole",
    prorate="months",
    tiers=[
        {"from_qty": 0, "rate": "0.00"},
        {"from_qty": 120, "rate": "5.00"},
        {"from_qty": 180, "rate": "8.50"},
    ],
)

# %% [markdown]
# ## The curve
#
# Before any history: what does it pay at every volume, and where does it jump? A jump is an incentive; a cliff, where more brings less,
# is a mistake, and is marked as one.

# %%
preview(rule)

# %% [markdown]
# The bonus counts for the whole volume, so each threshold is a jump. Counting each tier only for its own slice bends the line instead:
# cheaper, and with less of a reason to order one more keg in December.

# %%
sliced = rule.model_copy(update={"method": "slice"})
preview(sliced)

# %% [markdown]
# ## Two years of history
#
# The backtest settles every year of these contracts that ended in the last twenty-four months twice: with the tiers in force and with
# these in their place. It is the engine that makes the statements, so what it says is what would have been paid.

# %%
period = last_months(24)
with_tiers = contracts.where(rule="tier_per_unit")
tested = backtest(rule, with_tiers, period)
tested

# %% [markdown]
# Who would notice? The losers are the ones to talk to first.

# %%
[(name, before.plain, after.plain) for _, name, before, after in tested.losers]

# %%
by_slice = backtest(sliced, with_tiers, period)
{"over the whole": tested.difference.plain, "by slice": by_slice.difference.plain}

# %% [markdown]
# Every figure can be followed down to the deliveries behind it.

# %%
tested.sales(with_tiers[0].number)

# %% [markdown]
# ## Hand it over
#
# The rule leaves this notebook as it was typed, with the backtest as its cases and the beginning of its clause. Whoever installs it gets these
# amounts to the cent; the cases see to that.

# %%
exported = export_plugin(GrowthTiers, tested, name="growth-tiers", folder=mkdtemp())
sorted(str(file.relative_to(exported.folder)) for file in exported.folder.rglob("*.*") if file.is_file())
