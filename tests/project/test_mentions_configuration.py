from linked import linked, shell

from debtscan.facts import ConfigKey, FileFacts, Kind, Span, Unread


def document(path, /, **values):
    keys = tuple(
        ConfigKey(name.replace("__", "."), Span(line), value=value)
        for line, (name, value) in enumerate(values.items(), start=1)
    )
    return FileFacts(Kind.YAML, path, config=keys)


def test_mentions_everywhere_but_in_names_of_code():
    project = linked(
        {"a.py": "focal_loss = 1\nx = 'use focal_loss here'\n"},
        more=(
            document("c.yaml", loss="focal_loss"),
            document("d.yaml", focal_loss=1),
            shell("run.sh", "python a.py --loss focal_loss"),
            FileFacts(Kind.TEXT, "plot.R", words=("focal_loss",)),
        ),
        unread=(Unread("old.py", "python2", words=("focal_loss",)),),
    )
    assert {(one.path, one.line, one.where) for one in project.mentions.of("focal_loss")} == {
        ("a.py", 2, "string"),
        ("c.yaml", 1, "config"),
        ("d.yaml", 1, "config"),
        ("run.sh", 1, "command"),
        ("plot.R", 0, "words"),
        ("old.py", 0, "unread"),
    }
    assert project.mentions.of("focal") == ()


def test_possibly_used_says_why():
    project = linked({"a.py": "x = 'name_here'\n"}, unread=(Unread("b.py", "x", words=("other",)),))
    assert project.mentions.possibly_used("name_here") == "named in a string at a.py:1"
    assert project.mentions.possibly_used("name_here", beside="a.py") == ""
    assert "could not be read" in project.mentions.possibly_used("other")
    assert project.mentions.possibly_used("nothing") == ""


def test_documents_count_as_configuration_when_something_loads_them():
    project = linked(
        {
            "a.py": "import yaml\ncfg = yaml.safe_load(open('conf/a.yaml'))\n",
            "b.py": "def f(path): ...\n",
        },
        more=(
            document("conf/a.yaml", lr=1),
            document("conf/b.yaml", lr=1),
            document("conf/c.yaml", lr=1),
            document(".github/workflows/ci.yaml", lr=1),
            document("k8s.yaml", apiVersion="v1", kind="Pod"),
            shell("run.sh", "python b.py --config=conf/b.yaml k8s.yaml"),
        ),
    )
    assert list(project.configuration.loaded) == ["conf/a.yaml", "conf/b.yaml"]
    assert "a.py:2" in project.configuration.loaded["conf/a.yaml"]


def test_keys_and_their_readers():
    project = linked(
        {
            "a.py": """
                cfg = load('c.yaml')
                print(cfg['lr'], cfg.model.depth, cfg.get('seed'))
                build(**cfg.optimizer)
            """
        },
        more=(
            document(
                "c.yaml", lr=1, model__depth=2, seed=3, optimizer__beta=4, dead=5, name="${dead2}"
            ),
        ),
    )
    configuration = project.configuration
    how = {
        key.path: {(read.path, read.how) for read in configuration.readers("c.yaml", key.path)}
        for key in configuration.keys("c.yaml")
    }
    assert how == {
        "lr": {("a.py", "name")},
        "model.depth": {("a.py", "name")},
        "seed": {("a.py", "name")},
        "optimizer.beta": {("a.py", "spread")},
        "dead": set(),
        "name": set(),
    }
    assert configuration.section_use("optimizer.beta")
    assert configuration.section_use("dead") == ""
    read = {key for key in how if configuration.is_read(key)}
    assert read == {"lr", "model.depth", "seed", "optimizer.beta"}
    graph = configuration.graph
    assert graph.has_edge("c.yaml", ("key", "c.yaml", "dead"))
    assert graph.has_edge(("key", "c.yaml", "lr"), "a.py")


def test_interpolation_reads_and_parameters_may_receive():
    project = linked(
        {"a.py": "import yaml\ncfg = yaml.safe_load(open('c.yaml'))\ndef build(width): ...\n"},
        more=(document("c.yaml", root="/data", path="${root}/x", size=1, net="<size>", width=3),),
    )
    configuration = project.configuration
    assert [read.how for read in configuration.readers("c.yaml", "root")] == ["interpolation"]
    assert configuration.is_read("size")
    assert not configuration.is_read("width")
    assert configuration.parameter_of("width") == "build in a.py"


def test_a_bare_name_means_the_document_beside_or_the_only_one():
    reader = "import yaml\ncfg = yaml.safe_load(open('c.yaml'))\n"
    project = linked(
        {"a/run.py": reader},
        more=(document("a/c.yaml", x=1), document("b/c.yaml", x=1), document("d.yaml", x=1)),
    )
    assert list(project.configuration.loaded) == ["a/c.yaml"]
    alone = linked({"a/run.py": reader}, more=(document("conf/c.yaml", x=1),))
    assert list(alone.configuration.loaded) == ["conf/c.yaml"]


def test_documents_of_a_folder_that_is_read_by_pattern():
    project = linked(
        {"a.py": "import yaml\ndef load(n):\n    return yaml.safe_load(open(f'conf/{n}.yaml'))\n"},
        more=(document("conf/a.yaml", x=1), document("b.yaml", x=1), document("e/c.yaml", x=1)),
    )
    assert list(project.configuration.loaded) == ["conf/a.yaml"]


def test_a_section_is_told_by_its_whole_path():
    project = linked(
        {"a.py": "cfg = load('c.yaml')\nread(cfg['data']['features'])\nfit(cfg['model'])\n"},
        more=(document("c.yaml", features__cap=1, model__depth=2, data__features__x=3),),
    )
    configuration = project.configuration
    assert configuration.section_use("features.cap") == ""
    assert configuration.section_use("data.features.x")
    assert configuration.section_use("model.depth")
