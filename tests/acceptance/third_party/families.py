"""Kinds that no mapping is written for: read as the kind of their family whose parameters and inputs they have.

What cannot be told from these, such as how tiers go together, must stand as a word in the name of the kind or among
its parameters; else the kind stays unknown.
"""

import re
from typing import NamedTuple

SAYING = ("method", "mode", "policy", "hit", "hit_policy")
"""Parameters that may say in words what the name of a kind does not."""
WORDS = {
    "graduated": ("graduated", "incremental", "stepped", "marginal", "slice", "sliced", "slab"),
    "volume": ("volume", "whole", "retrospective", "retroactive", "cumulative"),
    "rolling": ("rolling",),
    "total": ("total",),
    "sequential": ("sequential", "multiplicative", "compound", "chained", "cascading"),
    "additive": ("additive", "sum", "parallel", "summed"),
    "collect_sum": ("collect_sum", "sum"),
    "collect_min": ("collect_min", "min", "lowest"),
    "collect_max": ("collect_max", "max", "highest"),
    "collect_count": ("collect_count", "count"),
}
"""What we call something, and what others call it."""
TIERS, STACKS = ("graduated", "volume", "rolling", "total"), ("sequential", "additive")
HITS = ("collect_sum", "collect_min", "collect_max", "collect_count")
SEPARATED = re.compile(r"[_\s-]+")


class Shape(NamedTuple):
    """The parameters and inputs that a kind has, and which it is; `{}` is the word that must be said."""

    family: str
    has: frozenset
    kind: str
    one_of: tuple = ()


def _shape(family, has, kind, one_of=()):
    return Shape(family, frozenset(has.split()), kind, one_of)


SHAPES = (
    _shape("tier", "tiers full_units", "tier.{}.prorated", TIERS[:2]),
    _shape("tier", "tiers transactions", "tier.{}.percent.progressive", TIERS[:2]),
    _shape("tier", "tiers prior_quantity", "tier.{}.progressive", TIERS[:2]),
    _shape("tier", "tiers quantity", "tier.{}", TIERS),
    _shape("tier", "turnover", "tier.{}.percent", TIERS),
    _shape("tier", "invoice_lines", "tier.scope"),
    _shape("package", "tiers quantity", "package.round_up.tiered"),
    _shape("package", "package_size prior_quantity", "package.round_up.progressive"),
    _shape("package", "package_size quantity", "package.round_up"),
    _shape("rebate", "line_percent lines", "rebate.per_product_percent"),
    _shape("rebate", "percent products lines", "rebate.flat_percent.product_filter"),
    _shape("rebate", "percent transactions", "rebate.percent_per_transaction"),
    _shape("rebate", "percent free_amount total", "rebate.percent.franchise"),
    _shape("rebate", "percent total", "rebate.percent"),
    _shape("rebate", "percent turnover", "rebate.flat_percent"),
    _shape("rebate", "amount_per_unit quantities", "rebate.per_unit"),
    _shape("rebate", "amount order_totals", "rebate.fixed.clamp"),
    _shape("stacking", "deals order base", "stacking.reduction_order"),
    _shape("stacking", "percents lines", "stacking.order_level"),
    _shape("stacking", "percents base", "stacking.order_level"),
    _shape("stacking", "line_percent order_percent lines", "stacking.line_then_order"),
    _shape("stacking", "margin_percent discount_percent price", "stacking.surcharge_then_discount"),
    _shape("stacking", "percents price", "stacking.{}", STACKS),
    _shape("stacking", "rules quantities", "stacking.additive"),
    _shape("stacking", "maximum_amount quantity", "stacking.order"),
    _shape("cap", "maximum_amount quantity", "cap.period_total"),
    _shape("cap", "max_discount percent", "cap.tax_inclusive"),
    _shape("franchise", "free_units quantity", "franchise.units"),
    _shape("free_goods", "orders free", "free_goods.order_threshold"),
    _shape("free_goods", "quantity free", "free_goods.every_n"),
    _shape("commitment", "minimum_amount final cumulative", "commitment.minimum_shortfall.final_only"),
    _shape("commitment", "minimum_amount quantity", "commitment.minimum_shortfall"),
    _shape("commitment", "commitment_cents active_days", "commitment.minimum_shortfall.prorated"),
    _shape("commitment", "committed called_off", "commitment.utilisation"),
    _shape("commitment", "guarantee months paid", "commitment.guarantee_end"),
    _shape("accrual", "lump_sum contract_days", "accrual.lump_sum_linear"),
    _shape("accrual", "tiers expected_volume sold", "accrual.expected_average_price"),
    _shape("accrual", "percent invoice credit_note", "accrual.reversal_on_credit"),
    _shape("accrual", "percent invoice paid_on", "accrual.due_on_payment"),
    _shape("settlement", "tiers cumulative_turnover", "settlement.partial_then_final"),
    _shape("priority", "rules price", "priority.exclusive"),
    _shape("priority", "rules customers", "priority.specificity"),
    _shape("price", "lines article quantity", "price.first_match"),
    _shape("price", "breaks quantities", "price.quantity_break"),
    _shape("price", "formula", "price.formula"),
    _shape("price", "rate sell", "price.uom"),
    _shape("threshold", "min_qty", "threshold.uom"),
    _shape("threshold", "lines article quantity", "threshold.uom"),
    _shape("scope", "category_factor article_category", "scope.hierarchy"),
    _shape("validity", "percent valid price", "validity.datetime"),
    _shape("basket", "trigger benefit baskets", "basket.condition"),
    _shape("basket", "min_qty quantities", "basket.quantity_threshold"),
    _shape("basket", "min_amount orders", "basket.amount_threshold"),
    _shape("tax", "percent taxes lines_net", "tax.discount_per_rate"),
    _shape("currency", "rate", "currency.convert"),
    _shape("indexation", "percent effective price", "indexation.percent"),
    _shape("rounding", "unit cumulative", "rounding.cumulative"),
    _shape("rounding", "discount_cents lines_cents", "rounding.allocation"),
    _shape("calendar", "rule current", "calendar.step"),
    _shape("calendar", "rule period_start", "calendar.next_settlement"),
    _shape("calendar", "rule planned_end stopped", "calendar.early_termination"),
    _shape("calendar", "suspension start end", "calendar.suspension"),
    _shape("calendar", "rule start end", "calendar.period_sequence"),
    _shape("calendar", "bymonthday first", "calendar.last_day_of_month"),
    _shape("calendar", "per_day period", "calendar.daily_consumption"),
    _shape("prorata", "basis", "prorata.days"),
    _shape("loan", "principal repay_per_hl", "loan.repaid_per_unit"),
    _shape("loan", "principal rate_percent", "loan.annuity"),
    _shape("term", "committed_hl check_date", "term.date_or_volume"),
    _shape("decision_table", "rules", "decision_table.{}", HITS),
)


def known_as(case):
    """Give the kind that a case is like; None when its parameters and inputs are those of none, or of several."""
    there = {name for name, value in (case.parameters | case.inputs).items() if value is not None}
    for shape in SHAPES:
        if shape.family == case.words[0] and shape.has <= there:
            said = [word for word in shape.one_of if _says(case, word)]
            if not shape.one_of:
                return shape.kind
            if len(said) == 1:
                return shape.kind.format(said[0])
    return None


def _says(case, word):
    texts = [*case.words[1:], *(str(case.parameters.get(name, "")) for name in SAYING)]
    said = {part for text in texts for part in (text.lower(), *SEPARATED.split(text.lower()))}
    return bool(said.intersection(WORDS[word]))
