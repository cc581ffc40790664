"""Which library calls read or write a file, and which argument names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from debtscan.facts import Call, Literal, Value

READ, WRITE = "read", "write"


@dataclass(frozen=True, slots=True)
class FileCall:
    """One end of a call: the mode and where the path stands. `position` -1: the receiver."""

    mode: str
    position: int
    names: tuple[str, ...] = ()


_PATH = ("path", "filepath_or_buffer", "io", "file", "fname", "filename", "f", "fp", "source")
_READ0, _WRITE0 = FileCall(READ, 0, _PATH), FileCall(WRITE, 0, _PATH)
_WRITE1 = FileCall(WRITE, 1, (*_PATH, "uri", "save_path"))
_OUT = FileCall(WRITE, 0, ("path_or_buf", "path", "excel_writer", "fname", "filepath"))
_COPY = (FileCall(READ, 0, ("src",)), FileCall(WRITE, 1, ("dst",)))

_READ_CALLEES = (
    "numpy.load numpy.loadtxt numpy.genfromtxt numpy.fromfile torch.load joblib.load "
    "sklearn.externals.joblib.load PIL.Image.open cv2.imread cv2.VideoCapture imageio.imread "
    "imageio.v2.imread skimage.io.imread matplotlib.image.imread matplotlib.pyplot.imread "
    "torchvision.io.read_image librosa.load librosa.core.load soundfile.read torchaudio.load "
    "scipy.io.wavfile.read scipy.io.loadmat scipy.sparse.load_npz pyarrow.parquet.read_table "
    "geopandas.read_file tensorflow.keras.models.load_model keras.models.load_model "
    "tensorflow.saved_model.load tensorflow.data.TFRecordDataset tensorflow.io.read_file "
    "tensorflow.data.TextLineDataset torch.jit.load onnx.load onnxruntime.InferenceSession "
    "datasets.load_from_disk omegaconf.OmegaConf.load dotenv.load_dotenv glob.glob glob.iglob "
    "gensim.models.KeyedVectors.load_word2vec_format fasttext.load_model "
    "safetensors.torch.load_file pickle.Unpickler nibabel.load pydicom.dcmread xarray.open_dataset "
    "trimesh.load tomllib.load anndata.read_h5ad scanpy.read_h5ad uproot.open "
    "rasterio.open spacy.load"
)
_WRITE_CALLEES = (
    "numpy.save numpy.savez numpy.savez_compressed numpy.savetxt cv2.imwrite imageio.imwrite "
    "imageio.mimsave imageio.v2.imwrite skimage.io.imsave matplotlib.pyplot.savefig "
    "matplotlib.image.imsave matplotlib.pyplot.imsave soundfile.write scipy.io.wavfile.write "
    "scipy.io.savemat scipy.sparse.save_npz tensorflow.io.TFRecordWriter torchaudio.save "
    "tensorflow.python_io.TFRecordWriter pandas.ExcelWriter pandas.HDFStore logging.FileHandler "
    "tensorflow.io.write_file cv2.VideoWriter xarray.Dataset.to_netcdf"
)
_WRITE_SECOND = (
    "torch.save joblib.dump sklearn.externals.joblib.dump torchvision.utils.save_image onnx.save "
    "pyarrow.parquet.write_table tensorflow.saved_model.save torch.jit.save plotly.io.write_image "
    "tensorflow.keras.models.save_model keras.models.save_model omegaconf.OmegaConf.save "
    "safetensors.torch.save_file torchvision.utils.save_image pickle.Pickler"
)
_KNOWN: dict[str, tuple[FileCall, ...]] = {
    **dict.fromkeys(_READ_CALLEES.split(), (_READ0,)),
    **dict.fromkeys(_WRITE_CALLEES.split(), (_WRITE0,)),
    **dict.fromkeys(_WRITE_SECOND.split(), (_WRITE1,)),
    **{f"shutil.{name}": _COPY for name in ("copy", "copy2", "copyfile", "move", "copytree")},
    **{f"os.{name}": _COPY for name in ("rename", "replace", "link", "symlink")},
    "torch.onnx.export": (FileCall(WRITE, 2, ("f",)),),
    "urllib.request.urlretrieve": (FileCall(WRITE, 1, ("filename",)),),
    "wget.download": (FileCall(WRITE, 1, ("out",)),),
    "gdown.download": (FileCall(WRITE, 1, ("output",)),),
}
#: methods of objects whose class is not known, by what they alone are called
_METHODS: dict[str, FileCall] = {
    **dict.fromkeys(["to_csv", "to_parquet", "to_pickle", "to_feather", "to_hdf"], _OUT),
    **dict.fromkeys(["to_excel", "to_stata", "to_netcdf", "write_csv", "write_parquet"], _OUT),
    **dict.fromkeys(["write_json", "write_image", "write_html", "write_videofile"], _WRITE0),
    **dict.fromkeys(["sink_csv", "sink_parquet"], _WRITE0),
    "savefig": _WRITE0,
    "save_weights": _WRITE0,
    "load_weights": _READ0,
    "save_model": _WRITE0,
    "load_model": _READ0,
    "save_to_disk": _WRITE0,
    "save_pretrained": _WRITE0,
    "load_from_checkpoint": FileCall(READ, 0, ("checkpoint_path",)),
    "tofile": _WRITE0,
    "read_text": FileCall(READ, -1),
    "read_bytes": FileCall(READ, -1),
    "write_text": FileCall(WRITE, -1),
    "write_bytes": FileCall(WRITE, -1),
}
_MODED = frozenset(
    {"open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open", "h5py.File"}
    | {"zipfile.ZipFile", "tarfile.open", "smart_open.open", "fsspec.open", "tables.open_file"}
    | {"tensorflow.io.gfile.GFile", "tensorflow.gfile.GFile", "tensorflow.gfile.Open"}
    | {"tensorflow.gfile.FastGFile", "wave.open", "aiofiles.open", "gcsfs.open"}
)
_FRAMES = ("pandas.read_", "polars.read_", "polars.scan_", "dask.dataframe.read_", "cudf.read_")
_NOT_FILES = ("read_sql", "read_clipboard", "read_gbq", "read_sql_query", "read_sql_table")


def file_calls(call: Call) -> Iterator[tuple[str, Value | None]]:
    """(mode, path value) of a call that reads or writes files; the value may be missing."""
    callee = call.callee
    last = callee.rpartition(".")[2]
    if callee in _KNOWN:
        for end in _KNOWN[callee]:
            yield end.mode, _value(call, end)
    elif callee in _MODED:
        yield _mode(call, 1), _value(call, _READ0)
    elif callee.startswith(_FRAMES) and last not in _NOT_FILES:
        yield READ, _value(call, _READ0)
    elif "." in callee and last in _METHODS:
        yield _METHODS[last].mode, _value(call, _METHODS[last])
    elif last == "open" and callee.startswith(("?.", "pathlib.")):
        yield _mode(call, 0), call.receiver
    elif last in ("save", "restore", "load") and "." in callee and _is_named(call):
        yield (WRITE if last == "save" else READ), call.arguments[0]


def is_file_call(callee: str) -> bool:
    """Whether a callee may read or write files; a quick test before `file_calls`."""
    last = callee.rpartition(".")[2]
    return (
        callee in _KNOWN
        or callee in _MODED
        or last in _METHODS
        or last in ("save", "restore", "load", "open")
        or callee.startswith(_FRAMES)
    )


def _value(call: Call, end: FileCall) -> Value | None:
    if end.position < 0:
        return call.receiver
    if end.position < len(call.arguments):
        return call.arguments[end.position]
    return next((one.value for one in call.keywords if one.name in end.names), None)


def _mode(call: Call, position: int) -> str:
    """Read unless the mode given says otherwise."""
    given = call.arguments[position] if position < len(call.arguments) else None
    for keyword in call.keywords:
        if keyword.name == "mode":
            given = keyword.value
    text = given.value if isinstance(given, Literal) else "r"
    return WRITE if isinstance(text, str) and text[:1] in ("w", "a", "x") else READ


def _is_named(call: Call) -> bool:
    """A `.save(path)` counts when its only argument may be a path."""
    first = call.arguments[0] if call.arguments else None
    if isinstance(first, Literal):
        return isinstance(first.value, str)
    return first is not None and len(call.arguments) == 1
