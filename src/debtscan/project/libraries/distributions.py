"""Under which names the package index offers what is imported."""

from __future__ import annotations

_OFFERED_AS = {
    "attr": "attrs",
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python",
    "dateutil": "python-dateutil",
    "dotenv": "python-dotenv",
    "PIL": "pillow",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}


def distribution_of(library: str) -> str:
    """The normalised name of the distribution that brings a top-level module."""
    return _OFFERED_AS.get(library, library.lower().replace("_", "-"))
