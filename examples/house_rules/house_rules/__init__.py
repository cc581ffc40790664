"""The house's own rules for debtscan, listed one by one."""

from debtscan.rulekit import RulePack

from house_rules.pinned_gpu import pinned_gpu

PACK = RulePack("house", (pinned_gpu,))
