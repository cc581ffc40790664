"""What debt weighs in the overall score of research, where nobody depends on what runs."""

from __future__ import annotations

from types import MappingProxyType

from msgspec.structs import replace

from debtscan.model import Category, Stage
from debtscan.score.constants import CONSTANTS, Constants

#: Where it differs from production (headline categories 2, others 1).
RESEARCH_WEIGHTS = MappingProxyType(
    {
        # paid by whoever has to exchange the package that the code is tied to
        Category.GLUE_CODE: 1.0,
        # hurt what is in operation, and nothing before
        Category.UNDECLARED_CONSUMERS: 0.5,
        Category.FEEDBACK_LOOPS: 0.5,
        Category.FIXED_THRESHOLDS: 0.5,
        Category.PROCESS_MANAGEMENT: 0.5,
        Category.MULTIPLE_LANGUAGES: 0.5,
        # decide whether a result holds
        Category.DATA_LEAKAGE: 2.0,
        Category.REPRODUCIBILITY: 2.0,
        # monitoring-and-testing stays: it holds swallowed failures and leaks into the test set
    }
)


def constants_of(stage: Stage, production: Constants = CONSTANTS) -> Constants:
    """The constants of a stage. Those of research carry a version of their own, so that their
    scores are never taken for scores of production, nor compared with the corpus."""
    if stage is Stage.PRODUCTION:
        return production
    return replace(
        production,
        version=f"{production.version}-{stage.value}",
        stage=stage,
        weight_of=RESEARCH_WEIGHTS,
    )
