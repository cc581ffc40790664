from linked import linked

WRITER = """
import pandas as pd
def make():
    df = pd.DataFrame()
    df["a"] = 1
    df["b"] = 2
    df.to_csv("out/x.csv")
    df["late"] = 3
"""
READER = """
import pandas as pd
def use():
    df = pd.read_csv("out/x.csv", usecols=["a", "b"])
    df["made"] = df["a"]
    print(df["made"], df["c"])
def other():
    df = pd.read_csv("out/x.csv")
    df = df.dropna()
    print(df["unsure"])
"""


def test_columns_of_a_file():
    project = linked({"w.py": WRITER, "r.py": READER})
    assert project.artifacts.columns("out/x.csv") == (("a", "b"), ("a", "b", "c"))


def test_columns_that_a_writer_chooses():
    text = """
    def make(df):
        df["tmp"] = 1
        df.to_csv("x.csv", columns=["a"])
    """
    assert linked({"w.py": text}).artifacts.columns("x.csv") == (("a",), ())


def test_nothing_is_known_of_a_file_nobody_names():
    assert linked({"w.py": WRITER}).artifacts.columns("other.csv") == ((), ())
