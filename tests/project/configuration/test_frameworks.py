import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from linked import linked

from debtscan.facts import ConfigKey, FileFacts, Kind, Span


def uses(texts, path, key, more=()):
    found = linked(texts, more=more).configuration
    return {(use.kind, use.to) for use in found.uses(path, key)}


def test_stages_of_dvc_depend_on_keys_and_sections():
    stages = """
        stages:
          prepare:
            cmd: python prepare.py
            params: [split, train.seed]
          train:
            cmd: python train.py
            params:
              - train
              - other.yaml: [lr]
    """
    texts = {"dvc.yaml": stages, "params.yaml": "split: 1\ntrain: {seed: 1, n: 2}\ndead: 3\n"}
    texts["other.yaml"] = "lr: 1\nx: 2\n"
    assert uses(texts, "params.yaml", "split") == {("stage", "prepare")}
    assert uses(texts, "params.yaml", "train.seed") == {("stage", "prepare"), ("stage", "train")}
    assert uses(texts, "params.yaml", "train.n") == {("stage", "train")}
    assert uses(texts, "params.yaml", "dead") == set()
    assert uses(texts, "other.yaml", "lr") == {("stage", "train")}


def test_parameters_shown_by_dvc_are_followed():
    code = "import dvc.api\nparams = dvc.api.params_show()\nprint(params['train']['seed'])\n"
    texts = {"train.py": code, "params.yaml": "train: {seed: 1}\n"}
    assert uses(texts, "params.yaml", "train.seed") == {("read", "")}


def env(path, *names):
    rows = tuple(ConfigKey(name, Span(n), "scalar", "x") for n, name in enumerate(names, 1))
    return FileFacts(Kind.ENV, path, config=rows)


def test_variables_of_env_files_are_read_from_the_environment_below_a_loader():
    code = "import os\nfrom dotenv import load_dotenv\nload_dotenv()\nprint(os.environ['KEY'])\n"
    more = (env("a/.env", "KEY", "DEAD"), env("b/.env", "KEY"))
    texts = {"a/main.py": code}
    assert uses(texts, "a/.env", "KEY", more) == {("read", "")}
    assert uses(texts, "a/.env", "DEAD", more) == set()
    loaded = linked(texts, more=more).configuration.loaded
    assert "a/.env" in loaded
    assert "b/.env" not in loaded


def test_settings_of_pydantic_take_their_fields_from_the_env_file_they_name():
    code = """
        from pydantic_settings import BaseSettings

        class Settings(BaseSettings):
            api_url: str = "x"
            model_config = {"env_file": ".env"}
    """
    found = uses({"main.py": code}, ".env", "API_URL", (env(".env", "API_URL", "DEAD"),))
    assert found == {("parameter", "Settings")}


def test_run_configurations_of_zenml_give_steps_their_parameters():
    code = """
        from zenml import pipeline, step

        @step
        def train(lr: float): ...

        @pipeline
        def training(): train()

        training.with_options(config_path="conf/a.yaml")()
    """
    document = "steps: {train: {parameters: {lr: 1, depth: 2}}}\nsettings: {docker: {x: 1}}\nz: 1\n"
    texts = {"p/run.py": code, "p/conf/a.yaml": document, "q/conf/a.yaml": document}
    assert uses(texts, "p/conf/a.yaml", "steps.train.parameters.lr") == {("parameter", "train")}
    assert uses(texts, "p/conf/a.yaml", "steps.train.parameters.depth") == set()
    assert uses(texts, "p/conf/a.yaml", "settings.docker.x") == {("whole", "zenml")}
    assert uses(texts, "p/conf/a.yaml", "z") == set()
    assert "q/conf/a.yaml" not in linked(texts).configuration.loaded


def test_a_path_with_an_open_name_means_the_documents_of_its_own_project():
    code = """
        import yaml

        def load(name):
            with open(f"configs/{name}.yaml") as stream:
                return yaml.safe_load(stream)

        print(load(input())["lr"])
    """
    texts = {"a/src/t.py": code, "a/configs/one.yaml": "lr: 1\n", "b/configs/one.yaml": "lr: 1\n"}
    assert set(linked(texts).configuration.loaded) == {"a/configs/one.yaml"}
