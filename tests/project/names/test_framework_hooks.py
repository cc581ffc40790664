"""Methods a framework calls by name, and those it never does."""

import pytest
from test_inference import linked

from debtscan.project.libraries.framework_hooks import hooked


@pytest.mark.parametrize(
    ("base", "method", "library"),
    [
        ("torch.nn.Module", "forward", "torch"),
        ("torch.nn.Module", "polish", ""),
        ("pytorch_lightning.LightningModule", "training_step", "Lightning"),
        ("lightning.pytorch.Callback", "on_train_end", "Lightning"),
        ("tensorflow.keras.layers.Layer", "call", "Keras"),
        ("sklearn.base.BaseEstimator", "transform", "scikit-learn"),
        ("unittest.TestCase", "test_it", "unittest"),
        ("ast.NodeVisitor", "visit_Name", "ast"),
        ("http.server.BaseHTTPRequestHandler", "do_GET", "http.server"),
        ("airflow.models.BaseOperator", "execute", "Airflow"),
        ("airflow.models.BaseOperator", "polish", None),
        ("dict", "update", "Python"),
        ("Exception", "polish", ""),
        ("unheard.Of", "run", None),
    ],
)
def test_the_table(base, method, library):
    assert hooked(base, method) == library


def test_the_reason_is_precise_and_a_known_library_is_no_reason():
    project = linked(
        {
            "net.py": """
                import pytorch_lightning as pl
                import torch.nn as nn
                from strange import Base
                class Net(nn.Module):
                    def forward(self, x): ...
                    def polish(self): ...
                class Lit(pl.LightningModule):
                    def training_step(self, batch): ...
                    def polish_all(self): ...
                class Both(nn.Module, Base):
                    def shine(self): ...
            """
        }
    )

    def why(name):
        return project.possibly_used(project.symbols.at("net.py", name))

    assert "Lightning calls `training_step`" in why("Lit.training_step")
    assert "torch calls `forward`" in why("Net.forward")
    assert why("Net.polish") == why("Lit.polish_all") == ""
    assert "strange.Base" in why("Both.shine")
