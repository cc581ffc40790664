"""Names that say "another version of"."""

import pytest

from debtscan.project.clones.version_names import are_versions, says_leftover, version_marks


@pytest.mark.parametrize(
    ("path", "stem"),
    [
        ("train_v2.py", "train"),
        ("notebooks/eda-Copy1.ipynb", "eda"),
        ("predict_final_20230401.py", "predict"),
        ("cartpole_gym0.19.py", "cartpole_gym0.19"),
        ("fashion2.py", "fashion"),
        ("final.py", "final"),
        ("2019.py", "2019"),
    ],
)
def test_marks_are_taken_off_the_stem(path: str, stem: str) -> None:
    assert version_marks(path)[0] == stem


def test_versions_share_the_stem_and_differ_in_marks():
    assert are_versions("a/train.py", "b/train_old.py")
    assert not are_versions("a/train.py", "b/train.py")
    assert not are_versions("train.py", "predict_v2.py")


def test_a_version_number_alone_may_be_the_name_of_a_model():
    assert says_leftover("reader_old.py")
    assert says_leftover("run_20230401.py")
    assert not says_leftover("mobilenet_v2.py")
