# %% [markdown]
# # What if, for the whole portfolio
#
# The client's finance director wants to settle within 45 days instead of 60, and pay a euro more on every tier to make up for it. Each is a
# sentence in a meeting. Behind each stand contracts that were signed, articles that print the old term, and customers who must sign
# again. `what_if` counts them.

# %%
# %load_ext akkoord

# %%
from decimal import Decimal

from akkoord.notebook import configure, last_months, what_if

# %% [markdown]
# ## A term that every contract prints
#
# The change is answers by group. Every contract that binds is composed twice and compared, and its last years are settled twice.

# %%
period = last_months(24)
faster = what_if({"payment": {"settlement_days": 45}}, contracts, period)
faster

# %% [markdown]
# No euro moves, yet every customer has something to sign: the term stands in the articles. That is the difference between a change of
# policy for new contracts and a change of the contracts there are.

# %%
faster.diff(contracts.where(test=lambda one: one.is_binding)[0].number)

# %% [markdown]
# ## A euro more on every tier
#
# A function of the contract gives each its own answers, or none: contracts without tiers are left alone.


# %%
def a_euro_more(contract):
    """Raise the rate of every tier that pays anything."""
    tiers = contract.facts.get("tier_bonus", {}).get("tiers")
    if not tiers:
        return None
    raised = [{**tier, "rate": str(Decimal(tier["rate"]) + 1)} if Decimal(tier["rate"]) else tier for tier in tiers]
    return {"tier_bonus": {"tiers": raised}}


dearer = what_if(a_euro_more, contracts, period)
dearer

# %%
dearer.to_amend

# %% [markdown]
# ## For new contracts only
#
# The cheaper way is to change the standing term: contracts that are signed stay as they are, new ones say 45. The settings show what stands
# there, validate what is put in its place, and would be saved with the comments of the file. Nothing is saved here.

# %%
settings = configure()
settings["terms.payment.settlement_days"] = 45
settings.diff()
