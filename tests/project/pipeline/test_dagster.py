"""Assets of Dagster."""

from linked import linked

ASSETS = """
    import pandas as pd
    from dagster import AssetIn, AssetKey, asset

    @asset
    def raw():
        return pd.read_csv("raw.csv")

    @asset(deps=[raw, "settings"])
    def table():
        pd.read_csv("x.csv").to_csv("table.csv")

    @asset
    def settings():
        return 1

    @asset(ins={"frame": AssetIn("raw"), "more": AssetIn(key=AssetKey("settings"))})
    def model(frame, more):
        return frame

    @asset
    def report(model):
        print(model)
"""


def test_assets_by_parameter_by_dependency_and_by_key():
    edges = linked({"assets.py": ASSETS}).pipeline.edges
    found = {
        (one.kind, one.source.rpartition(":")[2], one.target.rpartition(":")[2])
        for one in edges
        if one.kind in ("order", "passes")
    }
    assert found == {
        ("order", "raw", "table"),
        ("order", "settings", "table"),
        ("passes", "raw", "model"),
        ("passes", "settings", "model"),
        ("passes", "model", "report"),
    }
