"""Calls that turn data of one library into data of another, by what comes out."""

_BY_FUNCTION = {
    "torch": (
        *("torch.from_numpy", "torch.tensor", "torch.as_tensor", "torch.Tensor"),
        *("torch.FloatTensor", "torch.LongTensor", "torch.from_dlpack"),
        *("torch.utils.dlpack.from_dlpack", "torchvision.transforms.functional.to_tensor"),
    ),
    "numpy": ("numpy.array", "numpy.asarray", "numpy.ascontiguousarray", "numpy.frombuffer"),
    "pandas": (
        *("pandas.DataFrame", "pandas.Series", "pandas.DataFrame.from_dict"),
        *("pandas.DataFrame.from_records", "pandas.json_normalize"),
    ),
    "tensorflow": (
        *("tensorflow.convert_to_tensor", "tensorflow.constant"),
        "tensorflow.data.Dataset.from_tensor_slices",
    ),
    "PIL": ("PIL.Image.fromarray", "torchvision.transforms.functional.to_pil_image"),
    "cv2": ("cv2.cvtColor",),
    "xgboost": ("xgboost.DMatrix",),
    "lightgbm": ("lightgbm.Dataset",),
    "catboost": ("catboost.Pool",),
    "jax": ("jax.numpy.array", "jax.numpy.asarray", "jax.dlpack.from_dlpack"),
    "pyarrow": ("pyarrow.Table.from_pandas", "pyarrow.array", "pyarrow.table"),
    "polars": ("polars.from_pandas", "polars.DataFrame", "polars.from_numpy"),
    "datasets": ("datasets.Dataset.from_pandas", "datasets.Dataset.from_dict"),
    "scipy": ("scipy.sparse.csr_matrix", "scipy.sparse.coo_matrix", "scipy.sparse.csc_matrix"),
    "networkx": ("networkx.from_pandas_edgelist", "networkx.from_numpy_array"),
}
#: Functions by full name -> the library whose data they give.
CONVERTED_BY = {name: library for library, names in _BY_FUNCTION.items() for name in names}
#: Methods by last name -> the library whose data they give.
CONVERTED_BY_METHOD = {
    "numpy": "numpy",
    "to_numpy": "numpy",
    "toarray": "numpy",
    "as_numpy": "numpy",
    "tolist": "python",
    "to_list": "python",
    "to_dict": "python",
    "to_pandas": "pandas",
    "toPandas": "pandas",
    "to_frame": "pandas",
    "to_arrow": "pyarrow",
    "to_dlpack": "dlpack",
    "to_networkx": "networkx",
}
