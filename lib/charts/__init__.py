"""Charts, one function each: a frame in, a figure out. Colours come from `lib.design.theme`."""

from lib.charts.base import CONFIG
from lib.charts.compared import compared_domains
from lib.charts.cost_pay import cost_pay
from lib.charts.domains import exam_domains
from lib.charts.evidence import evidence_bars
from lib.charts.frontier import frontier
from lib.charts.gantt import gantt, validity
from lib.charts.heatmap import tier_heatmap
from lib.charts.pay_rows import cost_pay_list, pay_by_source
from lib.charts.payback import cost_waterfall, payback_curve
from lib.charts.plan_cost import cost_curve
from lib.charts.price_landscape import price_landscape
from lib.charts.prices import price_strip
from lib.charts.timeline import timeline
from lib.charts.treemap import tier_treemap

__all__ = [
    "CONFIG",
    "compared_domains",
    "cost_curve",
    "cost_pay",
    "cost_pay_list",
    "cost_waterfall",
    "evidence_bars",
    "exam_domains",
    "frontier",
    "gantt",
    "pay_by_source",
    "payback_curve",
    "price_landscape",
    "price_strip",
    "tier_heatmap",
    "tier_treemap",
    "timeline",
    "validity",
]
