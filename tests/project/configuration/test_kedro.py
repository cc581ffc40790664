import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from linked import linked

PIPELINE = """
    from kedro.pipeline import node, pipeline

    def create():
        return pipeline([node(split, inputs=["cars", "params:test_size", "params:model"])])
"""
TEXTS = {
    "p/src/a.py": PIPELINE,
    "p/conf/base/parameters_data.yml": "test_size: 0.2\nmodel: {depth: 3}\ndead: 1\n",
    "p/conf/base/catalog.yml": "cars: {type: pandas.CSVDataset}\nold: {type: pandas.CSVDataset}\n",
}


def kinds(path, key, texts=TEXTS):
    return {use.kind for use in linked(texts).configuration.uses(path, key)}


def test_nodes_read_parameters_and_data_sets_by_the_names_of_their_inputs():
    assert kinds("p/conf/base/parameters_data.yml", "test_size") == {"read"}
    assert kinds("p/conf/base/parameters_data.yml", "model.depth") == {"whole"}
    assert kinds("p/conf/base/parameters_data.yml", "dead") == set()
    assert kinds("p/conf/base/catalog.yml", "cars.type") == {"read"}
    assert kinds("p/conf/base/catalog.yml", "old.type") == set()


def test_a_folder_conf_without_kedro_is_none_of_its_own():
    other = {**TEXTS, "p/src/a.py": "print('params:test_size')\n"}
    assert kinds("p/conf/base/parameters_data.yml", "test_size", other) == set()
    assert "p/conf/base/catalog.yml" not in linked(other).configuration.loaded
    assert "p/conf/base/catalog.yml" in linked(TEXTS).configuration.loaded
