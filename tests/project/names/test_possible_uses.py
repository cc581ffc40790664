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
