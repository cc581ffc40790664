"""Libraries whose objects never hold objects of a repository's own classes."""

from __future__ import annotations

_HEADS = (
    "str int float bool bytes list dict tuple set frozenset range None Exception function open "
    "enumerate zip map len sum min max numpy pandas scipy os sys re json csv time datetime math "
    "random pathlib string hashlib struct io shutil subprocess tempfile urllib requests logging "
    "textwrap uuid decimal fractions base64 zlib gzip zipfile tarfile glob platform PIL cv2 "
    "librosa soundfile torchaudio matplotlib seaborn plotly yaml toml tqdm psutil sqlite3 boto3 "
    "polars pyarrow sympy networkx nltk jiwer sentencepiece tokenizers bs4 lxml collections"
)
PLAIN_VALUES = frozenset(_HEADS.split())
