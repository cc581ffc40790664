import pytest
from linked import linked

from debtscan.facts import Unread

HEAD = """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float)
parser.add_argument("--dead-one", type=int)
"""


def uses(project):
    return {use.option.name: use for use in project.options}


def of_script(body, **others):
    return uses(linked({"run.py": HEAD + body, **others}))


def test_reads_have_places_and_an_option_without_any_is_told():
    found = of_script("args = parser.parse_args()\nprint(args.lr)\n")
    assert [(at.path, at.line) for at in found["lr"].reads] == [("run.py", 6)]
    dead = found["dead_one"]
    assert (dead.reads, dead.escape, dead.elsewhere, dead.mentions) == ((), "", (), ())
    assert dead.at.line == 4


@pytest.mark.parametrize(
    "body",
    [
        "args, _ = parser.parse_known_args()\nx = args.dead_one",
        "x = parser.parse_args().dead_one",
        "x = vars(parser.parse_args())['dead_one']",
        "args = vars(parser.parse_args())\nx = args['dead_one']",
        "args = vars(parser.parse_args())\nx = args.get('dead_one', 1)",
        "args = parser.parse_args()\nx = getattr(args, 'dead_one')",
        "args = parser.parse_args()\ncfg = args\nx = cfg.dead_one",
        "def main(opt):\n    return opt.dead_one\nmain(parser.parse_args())",
        "def main(opt):\n    return inner(opt)\ndef inner(o):\n    return o.dead_one\n"
        "args = parser.parse_args()\nmain(opt=args)",
        "def parse():\n    return parser.parse_args()\nargs = parse()\nx = args.dead_one",
        "def parse():\n    return parser.parse_args(), 1\nargs, n = parse()\nx = args.dead_one",
        "def f(dead_one=1, **kw): ...\nf(**vars(parser.parse_args()))",
        "class T:\n    def __init__(self, args):\n        self.args = args\n"
        "    def go(self):\n        return self.args.dead_one\nT(parser.parse_args())",
        "class T:\n    def __init__(self, args):\n        self.args = args\n"
        "t = T(parser.parse_args())\nx = t.args.dead_one",
        "def main():\n    global args\n    args = parser.parse_args()\n    use()\n"
        "def use():\n    return args.dead_one",
        "import functools\ndef work(n, args):\n    return args.dead_one\n"
        "functools.partial(work, 1, parser.parse_args())",
        "import torch.multiprocessing as mp\ndef work(rank, args):\n    return args.dead_one\n"
        "mp.spawn(work, nprocs=2, args=(parser.parse_args(),))",
        "def train(args):\n    return args.dead_one\nparser.set_defaults(func=train)\n"
        "args = parser.parse_args()\nargs.func(args)",
    ],
)
def test_the_namespace_is_followed(body):
    found = of_script(body + "\n")["dead_one"]
    assert found.reads
    assert all(at.path == "run.py" for at in found.reads)


@pytest.mark.parametrize(
    "body",
    [
        "args = parser.parse_args()\nlibrary.run(args)",
        "args = parser.parse_args()\nlibrary.run(**vars(args))",
        "args = parser.parse_args()\nstore = {'a': args}",
        "args = parser.parse_args()\nstore['a'] = args",
        "args = parser.parse_args()\nx = getattr(args, name)",
        "args = parser.parse_args()\nx = args[name]",
        "args = parser.parse_args()\nlibrary.run(args.__dict__)",
        "args = parser.parse_args()\nf = lambda: other(args)",
        "for k, v in vars(parser.parse_args()).items():\n    setattr(config, k, v)",
        "def main():\n    return parser.parse_args()\nlibrary.start(main)",
    ],
)
def test_a_namespace_that_leaves_is_told(body):
    found = of_script(body + "\n")["dead_one"]
    assert found.reads == ()
    assert found.escape


@pytest.mark.parametrize(
    "body",
    [
        "args = parser.parse_args()\nprint(args)",
        "import logging\nargs = parser.parse_args()\nlogging.info('%s', args)",
        "args = parser.parse_args()\nprint(f'options: {args}')",
        "import json\nargs = parser.parse_args()\njson.dump(vars(args), out)",
        "import torch\nargs = parser.parse_args()\ntorch.save({'args': args}, 'x.pt')",
        "args = parser.parse_args()\nfor k, v in sorted(vars(args).items()):\n    print(k, v)",
    ],
)
def test_logging_the_namespace_is_no_read(body):
    found = of_script(body + "\n")["dead_one"]
    assert (found.reads, found.escape, found.logged) == ((), "", True)


def test_other_files_that_import_the_namespace_read_it():
    found = uses(
        linked(
            {
                "conf.py": HEAD + "args = parser.parse_args()\n",
                "a.py": "from conf import args\nprint(args.lr)\n",
                "b.py": "import conf\nprint(conf.args.dead_one)\n",
            }
        )
    )
    assert [str(at) for at in found["lr"].reads] == ["a.py:2:1"]
    assert [str(at) for at in found["dead_one"].reads] == ["b.py:2:1"]


def test_options_added_elsewhere_belong_to_the_parser_that_is_passed():
    project = linked(
        {
            "groups.py": """
                def add_options(parser):
                    group = parser.add_argument_group("model")
                    group.add_argument("--depth")
                    group.add_argument("--width")
                    return parser
            """,
            "run.py": """
                import argparse
                from groups import add_options
                parser = add_options(argparse.ArgumentParser())
                args = parser.parse_args()
                print(args.depth)
            """,
        }
    )
    found = uses(project)
    assert found["depth"].reads
    assert (found["width"].reads, found["width"].escape) == ((), "")


def test_parsers_that_are_classes_and_options_overridden_in_subclasses():
    project = linked(
        {
            "opts.py": """
                import argparse
                class Base:
                    def initialize(self, parser):
                        parser.add_argument("--name")
                        return parser
                    def parse(self):
                        parser = argparse.ArgumentParser()
                        parser = self.initialize(parser)
                        self.opt = parser.parse_args()
                        return self.opt
                class Train(Base):
                    def initialize(self, parser):
                        parser = Base.initialize(self, parser)
                        parser.add_argument("--epochs")
                        return parser
            """,
            "train.py": "from opts import Train\nopt = Train().parse()\nprint(opt.epochs)\n",
        }
    )
    found = uses(project)
    assert [at.path for at in found["epochs"].reads] == ["train.py"]
    assert found["name"].reads == ()


def test_two_scripts_do_not_share_their_namespaces():
    project = linked(
        {
            "a.py": HEAD + "args = parser.parse_args()\nprint(args.lr)\n",
            "b.py": HEAD + "args = parser.parse_args()\nprint(args.dead_one)\n",
        }
    )
    reads = {(use.file.path, use.option.name): bool(use.reads) for use in project.options}
    assert reads == {
        ("a.py", "lr"): True,
        ("a.py", "dead_one"): False,
        ("b.py", "lr"): False,
        ("b.py", "dead_one"): True,
    }


def test_absl_flags_are_read_where_the_script_runs():
    flags = "from absl import flags\nFLAGS = flags.FLAGS\nflags.DEFINE_float('lr', 0.1, '')\n"
    project = linked(
        {
            "lib.py": "from absl import flags\ndef f():\n    return flags.FLAGS.lr\n",
            "a.py": flags + "import lib\nlib.f()\n",
            "b.py": flags,
        }
    )
    reads = {use.file.path: [at.path for at in use.reads] for use in project.options}
    assert reads == {"a.py": ["lib.py"], "b.py": []}


def test_click_options_are_parameters():
    project = linked(
        {
            "run.py": """
                import click
                @click.command()
                @click.option("--lr")
                @click.option("--dead")
                def main(lr, dead):
                    print(lr)

                @click.command()
                @click.option("--any")
                def more(**kwargs):
                    print(kwargs)
            """
        }
    )
    found = uses(project)
    assert found["lr"].reads
    assert (found["dead"].reads, found["dead"].escape) == ((), "")
    assert "kwargs" in found["any"].escape


def test_fields_are_read_by_any_attribute_of_their_name():
    project = linked(
        {
            "conf.py": """
                from dataclasses import dataclass
                @dataclass
                class Config:
                    lr: float = 0.1
                    dead: int = 0
            """,
            "run.py": "from conf import Config\ncfg = Config()\nprint(cfg.lr)\n",
        }
    )
    found = uses(project)
    assert found["lr"].reads
    assert (found["dead"].reads, found["dead"].escape) == ((), "")


def test_fields_escape_with_the_class_or_its_base():
    project = linked(
        {
            "conf.py": """
                from dataclasses import dataclass
                import library
                @dataclass
                class Given:
                    one: int = 0
                @dataclass
                class Derived(library.Thing):
                    two: int = 0
                library.parse(Given)
            """
        }
    )
    found = uses(project)
    assert "used as a value" in found["one"].escape
    assert "library.Thing" in found["two"].escape


def test_names_elsewhere_are_mentions_and_declarations_are_not():
    body = HEAD + "args = parser.parse_args()\n"
    project = linked(
        {
            "run.py": body,
            "other.py": body,
            "use.py": "x.dead_one\nname = 'dead_one'\n",
        },
        unread=(Unread("old.py", "python2", words=("dead_one",)),),
    )
    use = next(use for use in project.options if use.option.name == "dead_one")
    assert {(one.path, one.where) for one in use.mentions} == {
        ("use.py", "string"),
        ("old.py", "unread"),
    }
    assert [str(at) for at in use.elsewhere] == ["use.py:1:1"]


def test_a_value_overwritten_before_every_read_is_told():
    found = of_script("args = parser.parse_args()\nargs.lr = 0.1\nprint(args.lr)\n")
    assert found["lr"].overwritten
    assert [at.line for at in found["lr"].writes] == [6]
    later = of_script("args = parser.parse_args()\nprint(args.lr)\nargs.lr = 0.1\n")
    assert not later["lr"].overwritten


def test_a_parser_nobody_asks_to_parse_is_no_proof():
    project = linked(
        {"lib.py": 'def add(parser):\n    parser.add_argument("--x")\n    return parser\n'}
    )
    assert "no call that parses" in uses(project)["x"].escape


@pytest.mark.parametrize(
    "body",
    [
        "text = ''\nfor k, v in sorted(vars(args).items()):\n"
        "    text += '{}: {}'.format(str(k), v)\nprint(text)",
        "for k in vars(args).keys():\n    if k != 'x':\n        print(k)",
        "print(', '.join(f'{k}={v}' for k, v in vars(args).items()))",
    ],
)
def test_going_over_all_values_to_show_them_is_no_read(body):
    found = of_script(f"args = parser.parse_args()\n{body}\n")["dead_one"]
    assert (found.reads, found.escape, found.logged) == ((), "", True)


@pytest.mark.parametrize(
    "body",
    [
        "line = ''\nfor k, v in args._get_kwargs():\n    line += f'--{k} {v}'\nrun(line)",
        "for k, v in vars(args).items():\n    config[k] = v",
        "chosen = {k: v for k, v in vars(args).items() if v}\nrun(**chosen)",
    ],
)
def test_going_over_all_values_to_use_them_is_an_escape(body):
    found = of_script(f"args = parser.parse_args()\n{body}\n")["dead_one"]
    assert "gone over" in found.escape


def test_a_function_that_adds_options_and_is_passed_on_reaches_the_parser():
    project = linked(
        {
            "lib.py": """
                import argparse
                _ARGS = None
                def start(provider=None):
                    global _ARGS
                    parser = argparse.ArgumentParser()
                    if provider is not None:
                        parser = provider(parser)
                    _ARGS = parser.parse_args()
                def get_args():
                    return _ARGS
            """,
            "run.py": """
                from lib import start, get_args
                def add(parser):
                    group = parser.add_argument_group("x")
                    group.add_argument("--one")
                    group.add_argument("--two")
                    return parser
                start(provider=add)
                args = get_args()
                print(args.one)
            """,
        }
    )
    found = uses(project)
    assert found["one"].reads
    assert found["two"].reads == ()
    assert "used as a value" in found["two"].escape


def test_optparse_gives_a_pair():
    project = linked(
        {
            "run.py": """
                from optparse import OptionParser
                parser = OptionParser()
                parser.add_option("--lr")
                parser.add_option("--dead")
                options, rest = parser.parse_args()
                print(options.lr, rest)
            """
        }
    )
    found = uses(project)
    assert found["lr"].reads
    assert (found["dead"].reads, found["dead"].escape) == ((), "")
