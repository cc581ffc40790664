"""A fixed report to hold the formats against."""

from __future__ import annotations

from debtscan.facts import Kind, Unread
from debtscan.model import Category, Confidence, Finding, Location, Related, Severity
from debtscan.report import Coverage, ExcerptLine, Report, RuleInfo
from debtscan.score import Constants, Floors, Size, grade, judge

HEADLINES = tuple(category for category in Category if category.headline)
ABSENT = {c: "no selected rule looks for it" for c in Category if c not in HEADLINES}
URL = "https://example.org/rules#"

UNREAD_OPTION = Finding(
    "option-never-read",
    Category.DEAD_EXPERIMENTS,
    Location("scripts/train.py", 41, 5, 41, 67),
    "`--warmup` is declared and nothing reads it",
    "Everyone who tunes the model asks whether it matters, and every sweep that varies it "
    "trains the same model again.",
    "Delete the option, or read `args.warmup` where the scheduler is built.",
    "warmup",
    Confidence.HIGH,
    Severity.LOW,
    5,
    "5f1c9a0000000001",
    (Related(Location("run_all.sh", 12, 1, 12, 40), "passed here"),),
)
CLONE = Finding(
    "train-serve-clone",
    Category.PIPELINE_JUNGLES,
    Location("serving/app.py", 88, 1, 131),
    "`clean_usage` stands here and in training, and the two have drifted apart: 0.99 against "
    "0.95 in `clip`",
    "The model is served other features than it was trained on, and no test can see it.",
    "Move the function into the package and import it from both sides.",
    "clean_usage",
    Confidence.HIGH,
    Severity.HIGH,
    90,
    "5f1c9a0000000002",
    (
        Related(Location("src/churn/features.py", 17, 1, 60), "training copy"),
        Related(Location("notebooks/02_features.ipynb", 3, 1, 30, 0, 7, 214), "notebook copy"),
    ),
)
NOTEBOOK = Finding(
    "absolute-user-path",
    Category.CONFIG_SPRAWL,
    Location("notebooks/01_eda.ipynb", 2, 18, 2, 44, cell=3, raw_line=57),
    "the path `/home/anna/churn/raw.csv` exists on one machine only",
    "Nobody else can run the step.",
    "Take the folder from the configuration.",
    "/home/anna/churn/raw.csv",
    Confidence.MEDIUM,
    Severity.MEDIUM,
    10,
    "5f1c9a0000000003",
)
FINDINGS = (UNREAD_OPTION, CLONE, NOTEBOOK)
UNREAD = (
    Unread("old/convert.py", "python2", "print statement", 12, kind=Kind.PYTHON),
    Unread("old/legacy.py", "python2", "print statement", 3, kind=Kind.PYTHON),
    Unread("data/tree.json", "too-deep", kind=Kind.JSON),
)
SOURCE = {
    ("serving/app.py", 88): "def clean_usage(frame: pd.DataFrame) -> pd.DataFrame:",
    ("serving/app.py", 89): '    usage = frame["usage"].clip(upper=frame["usage"].quantile(0.99))',
    ("serving/app.py", 90): "    return frame.assign(usage=usage)",
    ("scripts/train.py", 41): '\tparser.add_argument("--warmup", type=int, default=500)',
    ("notebooks/01_eda.ipynb", 2): 'raw = pd.read_csv("/home/anna/churn/raw.csv")',
}
#: Of these tests alone, so that fitting the real ones changes no golden file.
CONSTANTS = Constants("of-tests", rule_cap=90.0, half=60.0, prior=30.0)
SIZE = Size(2400, 2380, 140, 58, 2.0, 2 / 60)
FLOORS = Floors(70.0, {Category.PIPELINE_JUNGLES: 80.0})


def excerpt(at: Location) -> tuple[tuple[ExcerptLine, ...], int]:
    lines = [
        ExcerptLine(number, SOURCE[at.path, number])
        for number in range(at.line, at.last_line + 1)
        if (at.path, number) in SOURCE
    ]
    return tuple(lines), at.last_line - at.line + 1 - len(lines)


def rule(finding: Finding) -> RuleInfo:
    return RuleInfo(
        finding.rule, finding.category, "A summary.", URL + finding.rule, "stable", "0.1"
    )


def report(
    findings: tuple[Finding, ...] = FINDINGS,
    *,
    size: Size = SIZE,
    floors: Floors = FLOORS,
    unread: tuple[Unread, ...] = UNREAD,
    targets: tuple[str, ...] = (),
) -> Report:
    card = grade(findings, size, ABSENT, CONSTANTS)
    return Report(
        "churn",
        "0.1.0",
        findings,
        card,
        judge(card, floors),
        Coverage(61, 40, 120, unread, 7),
        {finding.rule: rule(finding) for finding in FINDINGS},
        targets,
    )
