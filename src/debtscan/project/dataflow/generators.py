"""Where random numbers come from, and what seeds them, by library. Tables of names only."""

from __future__ import annotations

import re

from debtscan.facts import Call, Literal, Value

#: callee -> the generators that its first argument (or keyword) seeds
SEEDERS: dict[str, tuple[str, ...]] = {
    "random.seed": ("python",),
    "numpy.random.seed": ("numpy",),
    "torch.manual_seed": ("torch",),
    "torch.random.manual_seed": ("torch",),
    "torch.cuda.manual_seed": ("torch.cuda",),
    "torch.cuda.manual_seed_all": ("torch.cuda",),
    "tensorflow.random.set_seed": ("tensorflow",),
    "tensorflow.random.set_random_seed": ("tensorflow",),
    "tensorflow.set_random_seed": ("tensorflow",),
    "cupy.random.seed": ("cupy",),
    "mxnet.random.seed": ("mxnet",),
    "paddle.seed": ("paddle",),
    "dgl.seed": ("dgl",),
    "jax.random.PRNGKey": ("jax",),
    "jax.random.key": ("jax",),
    "numpy.random.RandomState": ("own generator",),
    "numpy.random.default_rng": ("own generator",),
    "numpy.random.SeedSequence": ("own generator",),
    "numpy.random.PCG64": ("own generator",),
    "random.Random": ("own generator",),
}
_ALL = ("python", "numpy", "torch", "torch.cuda")
_ALL_SEEDERS = {
    "seed_everything": _ALL,  # Lightning, and the functions written after it
    "transformers.set_seed": (*_ALL, "tensorflow"),
    "transformers.trainer_utils.set_seed": (*_ALL, "tensorflow"),
    "accelerate.utils.set_seed": _ALL,
    "keras.utils.set_random_seed": ("python", "numpy", "tensorflow"),
    "tensorflow.keras.utils.set_random_seed": ("python", "numpy", "tensorflow"),
    "fastai.torch_core.set_seed": _ALL,
    "monai.utils.set_determinism": _ALL,
    "numba.cuda.random.create_xoroshiro128p_states": ("numba",),
}
SEED_NAME = re.compile(
    r"(^|_)(seed|seeds|random_state|rng|rng_seed|random_seed|manualseed|manual_seed|rand_seed"
    r"|seed_value|set_seed)$",
    re.IGNORECASE,
)
_METHODS = frozenset({"manual_seed", "seed_all"})

#: beginnings of callees that draw -> generator
_DRAWS = (
    ("numpy.random.", "numpy"), ("random.", "python"), ("torch.rand", "torch"),
    ("torch.normal", "torch"), ("torch.bernoulli", "torch"), ("torch.multinomial", "torch"),
    ("torch.nn.init.", "torch"), ("torch.utils.data.random_split", "torch"),
    ("torch.utils.data.RandomSampler", "torch"), ("torch.nn.Dropout", "torch"),
    ("torch.nn.Linear", "torch"), ("torch.nn.Conv", "torch"), ("torch.nn.Embedding", "torch"),
    ("torchvision.transforms.Random", "torch"), ("tensorflow.random.", "tensorflow"),
    ("tensorflow.random_", "tensorflow"), ("tensorflow.truncated_normal", "tensorflow"),
    ("tensorflow.keras.layers.D", "tensorflow"), ("tensorflow.nn.dropout", "tensorflow"),
    ("tensorflow.layers.d", "tensorflow"), ("keras.layers.D", "tensorflow"),
    ("scipy.stats.", "numpy"), ("albumentations.Random", "python"),
)  # fmt: skip
_NO_DRAW = frozenset(
    {"seed", "RandomState", "default_rng", "SeedSequence", "Random", "get_state", "set_state"}
    | {"getstate", "setstate", "Generator", "set_seed", "set_random_seed", "PCG64", "SystemRandom"}
    | {"get_rng_state", "set_rng_state", "ttest_ind", "ttest_rel", "pearsonr", "spearmanr", "mode"}
    | {"zscore", "norm", "entropy", "kendalltau", "BitGenerator", "get_global_generator"}
)
_RVS = frozenset({"rvs"})
#: of sklearn, with `random_state`: what draws when it is left out
_STATED = re.compile(
    r"(train_test_split|ShuffleSplit|StratifiedShuffleSplit|KMeans|RandomForest\w+|ExtraTrees\w+"
    r"|GradientBoosting\w+|MLP(Classifier|Regressor)|SGD(Classifier|Regressor)|TSNE|shuffle"
    r"|resample|RandomizedSearchCV|IsolationForest|GaussianMixture|TruncatedSVD|make_\w+"
    r"|DecisionTree\w+|SMOTE\w*)$"
)


def seeded(call: Call) -> tuple[str, ...]:
    """The generators a call seeds; () when it is no seeding."""
    known = SEEDERS.get(call.callee)
    if known is not None:
        return known if call.arguments or call.keywords else ()
    if call.callee in _ALL_SEEDERS:
        return _ALL_SEEDERS[call.callee]
    last = call.callee.rpartition(".")[2]
    if last == "seed_everything" and "." in call.callee:
        return _ALL
    if last in _METHODS and call.callee.startswith(("?", "torch.")):
        return ("own generator",)
    return ()


def seed_given(call: Call) -> Value | None:
    """What a seeding call is given."""
    if call.arguments:
        return call.arguments[0]
    return next((one.value for one in call.keywords if SEED_NAME.search(one.name)), None)


def drawn(call: Call) -> str:
    """The generator a call draws from without a seed of its own; "" when it draws nothing."""
    callee = call.callee
    last = callee.rpartition(".")[2]
    if callee.startswith("sklearn.") and _STATED.match(last):
        return "" if _has_own(call) else "numpy"
    if last in _NO_DRAW or (callee.startswith("scipy.stats.") and last not in _RVS):
        return ""
    found = next((name for start, name in _DRAWS if callee.startswith(start)), "")
    if found:
        return "" if _has_own(call) else found
    if last == "DataLoader" and callee.startswith("torch."):
        shuffles = any(k.name == "shuffle" and k.value != Literal(False) for k in call.keywords)
        return "torch" if shuffles and not _has_own(call) else ""
    return ""


def _has_own(call: Call) -> bool:
    names = ("random_state", "seed", "generator")
    return any(k.name in names and k.value != Literal(None) for k in call.keywords)
