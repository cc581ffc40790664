"""The kinds of debt a score is given for, named after Sculley et al. (2015)."""

from __future__ import annotations

import enum


class Category(enum.Enum):
    """One debt of "Hidden Technical Debt in Machine Learning Systems", section by section."""

    GLUE_CODE = "glue-code"
    PIPELINE_JUNGLES = "pipeline-jungles"
    DEAD_EXPERIMENTS = "dead-experiments"
    CONFIG_SPRAWL = "config-sprawl"
    ENTANGLEMENT = "entanglement"
    CORRECTION_CASCADES = "correction-cascades"
    UNDECLARED_CONSUMERS = "undeclared-consumers"
    UNSTABLE_DATA = "unstable-data"
    UNDERUSED_DATA = "underused-data"
    DATA_LEAKAGE = "data-leakage"
    FEEDBACK_LOOPS = "feedback-loops"
    ABSTRACTION_DEBT = "abstraction-debt"
    PLAIN_OLD_DATA = "plain-old-data"
    MULTIPLE_LANGUAGES = "multiple-languages"
    PROTOTYPES = "prototypes"
    FIXED_THRESHOLDS = "fixed-thresholds"
    MONITORING_AND_TESTING = "monitoring-and-testing"
    DATA_TESTING = "data-testing"
    REPRODUCIBILITY = "reproducibility"
    PROCESS_MANAGEMENT = "process-management"
    CULTURAL_DEBT = "cultural-debt"

    @property
    def headline(self) -> bool:
        """Whether this is one of the four debts that weigh double in the overall score."""
        return self in _HEADLINES

    @property
    def folder(self) -> str:
        """The package of a rule pack that holds this category's rules."""
        return self.value.replace("-", "_")


_HEADLINES = frozenset(
    {
        Category.GLUE_CODE,
        Category.PIPELINE_JUNGLES,
        Category.DEAD_EXPERIMENTS,
        Category.CONFIG_SPRAWL,
    }
)
