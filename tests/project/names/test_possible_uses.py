"""Definitions that are used in ways no call shows."""

from test_inference import linked


def test_every_silence_has_a_reason():
    project = linked(
        {
            "shop.py": """
                import ast
                import torch.nn as nn
                from registry import register
                __all__ = ["exported"]
                @register("x")
                def registered(): ...
                def exported(): ...
                def stored(): ...
                def dead(): ...
                KINDS = {"a": stored}
                class Net(nn.Module):
                    def forward(self, x): ...
                class Walker(ast.NodeVisitor):
                    def visit_Name(self, node): ...
            """,
            "models.py": "def small(): ...\n",
            "run.py": "import models\ndef pick(name):\n    return getattr(models, name)\n",
            "conf.yaml": "_target_: shop.exported\n",
        }
    )

    def why(path, name):
        return project.possibly_used(project.symbols.at(path, name))

    assert "register" in why("shop.py", "registered")
    assert "__all__" in why("shop.py", "exported")
    assert "used as a value" in why("shop.py", "stored")
    assert "torch.nn.Module" in why("shop.py", "Net.forward")
    assert "ast.NodeVisitor" in why("shop.py", "Walker.visit_Name")
    assert "run.py" in why("models.py", "small")
    assert why("shop.py", "dead") == ""


def test_documents_and_commands_that_name_a_module_give_their_own_reason():
    project = linked(
        {
            "shop/__init__.py": "",
            "shop/nets.py": "class Net: ...\nclass Other: ...\n",
            "shop/api.py": "def serve(): ...\ndef wsgi(): ...\n",
            "conf/net.yaml": "model:\n  _target_: shop.nets.Net\nnote: see Other.\n",
            "pyproject.toml": "[project.scripts]\nshop = 'shop.api:serve'\n",
            "start.sh": "gunicorn shop.api:wsgi\n",
        }
    )

    def why(path, name):
        return project.possibly_used(project.symbols.at(path, name))

    assert "Hydra" in why("shop/nets.py", "Net") and "conf/net.yaml:2" in why("shop/nets.py", "Net")
    assert "entry point" in why("shop/api.py", "serve")
    assert "start.sh" in why("shop/api.py", "wsgi")
    assert "Hydra" not in why("shop/nets.py", "Other")


def test_modules_asked_in_turn_and_dictionaries_of_modules():
    project = linked(
        {
            "first.py": "def one(): ...\n",
            "second.py": "def two(): ...\n",
            "third.py": "def three(): ...\n",
            "run.py": """
                import first, second, third
                def pick(name):
                    return [getattr(module, name, None) for module in [first]]
                def other(name):
                    return second.__dict__[name]
                third.something
            """,
        }
    )

    def why(path, name):
        return project.possibly_used(project.symbols.at(path, name))

    assert "run.py" in why("first.py", "one")
    assert "run.py" in why("second.py", "two")
    assert why("third.py", "three") == ""


def test_defaults_that_call_with_a_function_use_it_and_overloads_say_only_types():
    project = linked(
        {
            "api.py": """
                import typing
                from fastapi import Depends
                def session(): ...
                @typing.overload
                def ask(x: int) -> int: ...
                def ask(x): ...
                def route(db=Depends(session)): ...
            """,
        }
    )
    first = next(one for one in project.symbols.all if one.definition.decorators)
    assert "overload" in project.possibly_used(first)
    assert "used as a value" in project.possibly_used(project.symbols.at("api.py", "session"))


def test_methods_others_override_or_read_of_unknown_objects():
    project = linked(
        {
            "base.py": """
                class Base:
                    def explain(self): ...
                    def alone(self): ...
                class Below(Base):
                    def explain(self): ...
                class Agent:
                    def rewards(self): ...
            """,
            "show.py": "def draw(agent):\n    return {'line': agent.rewards}\n",
        }
    )

    def why(name):
        return project.possibly_used(project.symbols.at("base.py", name))

    assert "Below.explain" in why("Base.explain")
    assert why("Base.alone") == ""
    assert "show.py:2" in why("Agent.rewards")


def test_objects_of_libraries_may_hold_objects_of_the_repository():
    project = linked(
        {
            "net.py": """
                import torch.nn as nn
                class Net(nn.Module):
                    def mix(self): ...
                    def wash(self): ...
            """,
            "run.py": """
                import types
                import numpy as np
                def main(**given):
                    held = types.SimpleNamespace(**given)
                    held.net.mix()
                    np.zeros(3).wash()
            """,
        }
    )
    assert "run.py:5" in project.possibly_used(project.symbols.at("net.py", "Net.mix"))
    assert project.possibly_used(project.symbols.at("net.py", "Net.wash")) == ""


def test_attributes_asked_by_names_that_are_put_together():
    project = linked(
        {
            "net.py": """
                class Net:
                    def run(self, count):
                        return getattr(self, f"align_{count}_frames")()
                    def align_2_frames(self): ...
                    def align_all(self): ...
            """
        }
    )
    assert "net.py:3" in project.possibly_used(project.symbols.at("net.py", "Net.align_2_frames"))
    assert project.possibly_used(project.symbols.at("net.py", "Net.align_all")) == ""
