"""What calls do to data, by name."""

from __future__ import annotations

import re

_LEARNERS = (
    "sklearn.", "xgboost.", "lightgbm.", "catboost.", "imblearn.", "cuml.", "sklearn_pandas.",
    "category_encoders.", "keras.", "tensorflow.keras.", "feature_engine.",
    "tensorflow.python.keras.",
)  # fmt: skip
_HELPERS = ("sklearn.model_selection.", "sklearn.cross_validation.", "sklearn.metrics.")

#: functions that divide their arguments, each in as many parts
SPLITS = frozenset(
    {"sklearn.model_selection.train_test_split", "sklearn.cross_validation.train_test_split"}
    | {"cuml.model_selection.train_test_split", "cuml.train_test_split"}
    | {"dask_ml.model_selection.train_test_split"}
)
#: functions that divide their first argument in parts
DIVISIONS = frozenset({"torch.utils.data.random_split", "torch.utils.data.dataset.random_split"})
_FOLDS = re.compile(r"sklearn\.(model_selection|cross_validation)\.\w*(Fold|Split|LeaveOneOut)\w*$")
VALIDATIONS = frozenset(
    f"sklearn.model_selection.{name}"
    for name in ("cross_val_score", "cross_val_predict", "cross_validate", "learning_curve")
)
_SEARCHES = re.compile(r"(?:GridSearch|RandomizedSearch|HalvingGridSearch)CV$")

#: methods of things that learn -> kind of sink
METHODS = {
    "fit": "fit",
    "partial_fit": "fit",
    "fit_transform": "fit",
    "fit_predict": "fit",
    "fit_resample": "fit",
    "fit_sample": "fit",
    "adapt": "fit",
    "transform": "transform",
    "predict": "predict",
    "predict_proba": "predict",
    "predict_log_proba": "predict",
    "decision_function": "predict",
    "predict_on_batch": "predict",
    "score": "score",
    "evaluate": "score",
}
#: methods that write the object or table they are asked of
SAVING = frozenset(
    {"to_csv", "to_parquet", "to_pickle", "to_feather", "to_hdf", "save_model", "save_weights"}
)
#: functions that save, and the position of what they save
SAVES = {
    "joblib.dump": 0,
    "pickle.dump": 0,
    "torch.save": 0,
    "numpy.save": 1,
    "numpy.savetxt": 1,
}
#: functions whose results are scores between 0 and 1
SCORES = frozenset(
    {"torch.sigmoid", "torch.softmax", "torch.nn.functional.sigmoid", "scipy.special.expit"}
    | {"torch.nn.functional.softmax", "tensorflow.sigmoid", "tensorflow.nn.sigmoid"}
    | {"tensorflow.nn.softmax", "scipy.special.softmax", "tensorflow.math.sigmoid"}
)
SCORE_METHODS = frozenset({"sigmoid", "softmax"})
ARGMAX = frozenset({"argmax"})
_COMPARED = frozenset({"<", "<=", ">", ">="})

STATISTICS = frozenset(
    {"mean", "median", "std", "var", "mode", "quantile", "nanmean", "nanmedian", "nanstd"}
    | {"percentile", "min", "max", "average"}
)
#: attributes that say something about data without carrying it
ABOUT = frozenset(
    {"shape", "size", "ndim", "dtype", "dtypes", "columns", "index", "name", "classes_", "nbytes"}
)
#: attributes that are the data once more
SAME = frozenset({"values", "T", "loc", "iloc", "at", "iat", "data", "array"})
#: methods after which there may be fewer or other rows
ROWS = frozenset(
    {"dropna", "drop_duplicates", "query", "sample", "head", "tail", "nlargest", "nsmallest"}
    | {"filter", "where", "between_time"}
)
#: methods that put tables together
MERGES = frozenset({"merge", "join", "concat", "append", "hstack", "vstack", "concatenate"})
MERGES |= frozenset({"stack", "column_stack", "row_stack", "r_", "c_"})
#: methods and builtins that tell about data, and give none of it back
TELLING = frozenset(
    {"len", "print", "info", "describe", "value_counts", "isnull", "isna", "nunique", "unique"}
    | {"any", "all", "type", "isinstance", "range", "count", "corr", "plot", "hist", "id", "str"}
    | {"display", "zeros_like", "ones_like", "arange", "zeros", "ones", "sum", "argsort"}
)
_LIBRARIES = frozenset(
    {"numpy", "pandas", "scipy", "torch", "tensorflow", "sklearn", "polars", "copy", "keras"}
    | {"list", "tuple", "sorted", "set", "np", "dask", "cudf", "tqdm", "iter", "float", "int"}
    | {"nltk", "cv2", "itertools", "pickle", "joblib", "json", "dict", "round", "abs", "reversed"}
)
_MAKING = ("numpy.random.", "random.", "torch.rand", "sklearn.datasets.make_")

#: learn nothing from other rows than the one at hand
_STATELESS = frozenset(
    {"Normalizer", "Binarizer", "FunctionTransformer", "PolynomialFeatures", "HashingVectorizer"}
    | {"FeatureHasher", "RandomUnderSampler", "AdditiveChi2Sampler", "SplineTransformer"}
    | {"TSNE", "MDS", "Isomap", "SpectralEmbedding", "LocallyLinearEmbedding"}
)
#: turn names into numbers; what they learn is the list of names
_CODES = frozenset(
    {"LabelEncoder", "LabelBinarizer", "MultiLabelBinarizer", "OneHotEncoder", "OrdinalEncoder"}
    | {"DictVectorizer", "StringLookup", "IntegerLookup", "TextVectorization", "Tokenizer"}
)
_TRANSFORMER_ROOMS = (
    "sklearn.preprocessing.", "sklearn.decomposition.", "sklearn.impute.", "sklearn.cluster.",
    "sklearn.feature_extraction.", "sklearn.feature_selection.", "sklearn.random_projection.",
    "sklearn.kernel_approximation.", "category_encoders.", "feature_engine.", "sklearn.manifold.",
    "sklearn.compose.ColumnTransformer", "sklearn.compose.make_column_transformer",
)  # fmt: skip
_CHAINS = frozenset({"Pipeline", "make_pipeline", "FeatureUnion", "make_union"})
_CHAINS |= frozenset({"ColumnTransformer", "make_column_transformer"})


def plain(callee: str) -> str:
    """`tensorflow.compat.v1.keras.x` and its like under one name."""
    return callee.replace("tensorflow.compat.v1.", "tensorflow.")


def is_learner(maker: str) -> bool:
    """Whether a callee makes things that are fitted."""
    last = maker.rpartition(".")[2]
    if _SEARCHES.search(maker):
        return True
    if not maker.startswith(_LEARNERS) or maker.startswith(_HELPERS):
        return False
    return last[:1].isupper() or last in _CHAINS


def is_chain(maker: str) -> bool:
    """A pipeline and its like: made of other objects."""
    return maker.rpartition(".")[2] in _CHAINS


def is_search(maker: str) -> bool:
    """Tries settings by cross-validation."""
    return bool(_SEARCHES.search(maker))


def makes_folds(maker: str) -> bool:
    """`KFold` and its like."""
    return bool(_FOLDS.match(maker))


def learned(maker: str) -> str:
    """What a transformer takes from the rows it is fitted on: `statistics`, `codes` (names
    turned into numbers), `rows` (it makes new ones); "" for nothing, or for a model."""
    last = maker.rpartition(".")[2]
    if last in _STATELESS:
        return ""
    if last in _CODES:
        return "codes"
    if maker.startswith(("imblearn.over_sampling.", "imblearn.combine.")):
        return "rows"
    return "statistics" if maker.startswith(_TRANSFORMER_ROOMS) else ""


def is_read(callee: str) -> bool:
    """`pandas.read_csv` and its like."""
    return callee.startswith(_READING) or callee in _READS


def is_loaded_pair(callee: str) -> bool:
    """`mnist.load_data()`: ((x, y) to train on, (x, y) to test on)."""
    return callee.endswith(".load_data") and "datasets" in callee


def is_made(callee: str) -> bool:
    """Makes numbers from nothing."""
    return callee.startswith(_MAKING)


def is_library(callee: str) -> bool:
    """A function of a library that gives back what it is given, changed somehow."""
    return callee.partition(".")[0] in _LIBRARIES


def is_comparison(operator: str) -> bool:
    """Whether it asks which of two numbers is larger."""
    return operator in _COMPARED


_READING = ("pandas.read_", "polars.read_", "sklearn.datasets.load_", "sklearn.datasets.fetch_")
_READS = frozenset(
    {"numpy.load", "numpy.loadtxt", "numpy.genfromtxt", "joblib.load", "pickle.load", "torch.load"}
    | {"datasets.load_dataset", "seaborn.load_dataset", "scipy.io.loadmat"}
)
#: last names that tell by themselves that something learns or is divided
TELLTALE = frozenset(
    {"fit_transform", "fit_resample", "predict_proba", "decision_function", "random_split"}
    | {"train_test_split", "cross_val_score", "cross_val_predict", "cross_validate"}
)
#: last names that do so in a file that imports something that learns
LEARNING = frozenset(METHODS) | {"split"}
LEARNERS = frozenset(one.partition(".")[0] for one in _LEARNERS) | {"tensorflow", "lightgbm"}
#: last names of scores, and of what saves
SCORING = SCORE_METHODS | ARGMAX
SAVED = SAVING | frozenset(one.rpartition(".")[2] for one in SAVES)
