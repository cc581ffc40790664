"""Names that begin inside the repository and mean something outside."""

from test_inference import linked


def test_libraries_imported_through_the_own_package_and_generated_modules():
    project = linked(
        {
            "shop/__init__.py": "try:\n    import k2\nexcept ImportError:\n    k2 = None\n",
            "shop/tools.py": "from numpy import zeros as empty\nimport pandas as pd\n",
            "shop/graph.py": """
                from . import k2
                from shop.protos import order_pb2
                from shop.tools import empty, gone, pd
                k2.sort()
                order_pb2.Order()
                empty(3)
                pd.read_csv("x.csv")
                gone()
                def sort(): ...
                def zeros(): ...
                def Order(): ...
                def read_csv(): ...
            """,
            "shop/protos/__init__.py": "",
        }
    )
    outside = [project.calls.is_outside("shop/graph.py", index) for index in range(5)]
    assert outside == [True, True, True, True, False]


def test_a_folder_named_like_a_library_that_is_meant_all_the_same():
    project = linked(
        {
            "tensorflow/train.py": "def relu(x): ...\n",
            "nets/net.py": "import tensorflow as tf\nfrom tensorflow.train import relu\n"
            "tf.nn.relu(1)\nrelu(2)\n",
        }
    )
    assert project.calls.is_outside("nets/net.py", 0)
    assert project.calls.target("nets/net.py", 1).name == "relu"
