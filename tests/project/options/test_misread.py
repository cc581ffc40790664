"""Names read of a namespace that its parser never puts there."""

import pytest
from linked import linked

HEAD = """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float)
parser.add_argument("--batch-size", type=int)
"""


def misread(body, **others):
    project = linked({"run.py": HEAD + body + "\n", **others})
    return project, {one.name: one for one in project.misread_options}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("learning_rate", ["lr"]),
        ("batchsize", ["batch_size"]),
        ("batch", ["batch_size"]),
        ("size", ["batch_size"]),
        ("output", []),
    ],
)
def test_a_name_nobody_declares(name, meant):
    project, found = misread(f"args = parser.parse_args()\nprint(args.{name})")
    assert [(at.path, at.line) for at in found[name].reads] == [("run.py", 6)]
    assert [option.name for _, option in found[name].meant] == meant
    assert found[name].beside
    others = {use.option.name: use.other_name for use in project.options}
    assert others == {"lr": "", "batch_size": ""} | dict.fromkeys(meant, name)


def test_an_option_that_is_read_has_no_other_name():
    body = "args = parser.parse_args()\nprint(args.lr, args.learning_rate)"
    project, found = misread(body)
    assert list(found) == ["learning_rate"]
    assert all(use.other_name == "" for use in project.options)


@pytest.mark.parametrize(
    "body",
    [
        "args = parser.parse_args()\nargs.x = 1\nprint(args.x)",
        "args = parser.parse_args()\nif hasattr(args, 'x'):\n    print(args.x)",
        "parser.set_defaults(x=1)\nargs = parser.parse_args()\nprint(args.x)",
        "parser.set_defaults(**read())\nargs = parser.parse_args()\nprint(args.x)",
        "parser.add_subparsers(dest='x')\nargs = parser.parse_args()\nprint(args.x)",
        "parser.add_argument(NAME)\nargs = parser.parse_args()\nprint(args.x)",
        "library.add_options(parser)\nargs = parser.parse_args()\nprint(args.x)",
        "args = parser.parse_args()\nlibrary.setup(args)\nprint(args.x)",
        "args = parser.parse_args()\nargs.__dict__.update(read())\nprint(args.x)",
        "args = parser.parse_args(namespace=config)\nprint(args.x)",
        "args = parser.parse_args()\nargs = convert(args)\nprint(args.x)",
        "args = vars(parser.parse_args())\nprint(sorted(args.items()))",
        "args = parser.parse_args()\nfor k, v in read().items():\n    setattr(args, k, v)\n"
        "print(args.x)",
    ],
)
def test_names_that_may_come_from_somewhere(body):
    assert misread(body)[1] == {}


def test_a_function_that_two_scripts_use_may_be_given_more():
    shared = "def fit(args):\n    print(args.x)\n"
    other = HEAD + "parser.add_argument('--x')\nfrom lib import fit\nfit(parser.parse_args())\n"
    body = "from lib import fit\nargs = parser.parse_args()\nfit(args)"
    assert misread(body, **{"lib.py": shared, "other.py": other})[1] == {}
    alone = misread(body, **{"lib.py": shared})[1]
    assert {name: one.beside for name, one in alone.items()} == {"x": False}


def test_the_help_may_say_what_is_meant():
    body = "parser.add_argument('--out', help='Save path')\nargs = parser.parse_args()\n"
    _, found = misread(body + "print(args.save_path)")
    assert [option.name for _, option in found["save_path"].meant] == ["out"]


def test_a_positional_keeps_its_dash():
    body = "parser.add_argument('cache-root')\nargs = parser.parse_args()\nprint(args.cache_root)"
    _, found = misread(body)
    assert [option.name for _, option in found["cache_root"].meant] == ["cache-root"]


def test_of_declarations_of_one_name_the_last_by_place_is_meant():
    modules = {
        f"m{n}.py": f"""
        def add{n}(parser):
            parser.add_argument("--data")
        """
        for n in range(10)
    }
    imports = "".join(f"from m{n} import add{n}\n" for n in range(10))
    calls = "".join(f"add{n}(parser)\n" for n in range(10))
    main = (
        f"import argparse\n{imports}parser = argparse.ArgumentParser()\n"
        f"{calls}args = parser.parse_args()\nprint(args.dataset)\n"
    )
    (found,) = linked({"main.py": main, **modules}).misread_options
    assert [file.path for file, _ in found.meant] == ["m9.py"]
