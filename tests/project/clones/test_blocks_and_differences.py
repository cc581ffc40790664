from linked import linked

from debtscan.project.clones.copies import weigh

BLOCK = """
    frame = load(path)
    frame = frame.dropna()
    if frame.size {sign} {least}:
        log.warning("few rows")
    table = frame.groupby("user").mean()
    rows = scale(table, {factor})
    write(rows, path)
"""


def holder(name, before="", sign="<", least=10, factor=2):
    body = BLOCK.format(sign=sign, least=least, factor=factor)
    return f"def {name}(path):\n    {before}{body}"


def test_a_block_in_two_different_functions_is_found_with_its_places():
    texts = {
        "a.py": holder("one", "check(path)", least=10) + "    return first(rows)\n",
        "b.py": holder("two", "print(path, 3)", least=20) + "    yield rows.last\n",
    }
    project = linked(texts)
    (cluster,) = project.clones.blocks()
    assert cluster.statements == 7
    assert not cluster.exact
    assert [(one.path, one.owner) for one in cluster.members] == [("a.py", "one"), ("b.py", "two")]
    assert [(one.at.line, one.at.last_line) for one in cluster.members] == [(3, 9), (3, 9)]
    (found,) = project.clones.compared(*cluster.members)
    assert (found.kind, found.old, found.new, found.old_at.line) == ("constant", 10, 20, 5)
    assert project.clones.blocks(min_statements=8) == ()


def test_blocks_of_whole_copied_functions_and_inside_larger_blocks_are_not_told_again():
    project = linked({"a.py": holder("one"), "b.py": holder("one")})
    assert len(project.clones.functions()) == 1
    assert project.clones.blocks() == ()


def test_a_block_twice_in_one_function():
    text = holder("one") + "    show(rows)" + BLOCK.format(sign="<", least=10, factor=3)
    project = linked({"a.py": text})
    (cluster,) = project.clones.blocks()
    assert len(cluster.members) == 2
    assert project.clones.blocks(min_files=2) == ()


def test_lists_of_assignments_and_monotonous_lists_are_no_blocks():
    fields = "".join(f"        self.{name} = {name}\n" for name in "abcdefgh")
    calls = "".join("    add(x, 1)\n" for _ in range(30))
    texts = {
        f"m{i}.py": f"class A{i}:\n    def __init__(self, q{i}):\n        use{i}()\n{fields}"
        f"def f{i}(x):\n    use{i}()\n{calls}"
        for i in range(3)
    }
    assert linked(texts).clones.blocks() == ()


def test_two_files_that_begin_alike():
    lines = "a = load(1)\nb = scale(a)\nwrite(b)\n"
    project = linked({"a.py": lines + "show(a, b)\n", "b.py": lines + "return_to(a)\n"})
    (cluster,) = project.clones.blocks(min_statements=3)
    assert [one.at.line for one in cluster.members] == [1, 1]


def test_hostile_repetition_is_answered():
    text = "".join(f"x = f(a)\ny = g(x, {i})\n" for i in range(3000))
    assert isinstance(linked({"a.py": text, "b.py": text}).clones.blocks(), tuple)


def test_a_changed_comparison_is_an_operator_and_tells_more_than_a_constant():
    project = linked({"a.py": holder("one"), "b.py": holder("one", sign=">", factor=5)})
    found = project.clones.compared(*project.symbols.named("one"))
    assert [(one.kind, one.old, one.new) for one in found] == [
        ("operator", "<", ">"),
        ("constant", 2, 5),
    ]
    assert weigh(found) > weigh(found[1:]) > weigh(()) == 0


def test_missing_added_moved_statements_other_calls_and_defaults():
    old = "def f(x, rate=0.1):\n    a = read(x)\n    clip(a)\n    b = mean(a)\n    c = g(a, b)\n"
    new = (
        "def f(x, rate=0.2):\n    a = read(x)\n    b = median(a)\n    c = g(a, b)\n    log(c, 1)\n"
    )
    project = linked({"a.py": old + "    return c\n", "b.py": new + "    return c\n"})
    found = project.clones.compared(*project.symbols.named("f"))
    kinds = [(one.kind, one.old, one.new, one.old_at.line, one.new_at.line) for one in found]
    assert kinds[0][:3] == ("default", 0.1, 0.2)
    assert found[0].name == "rate"
    assert {kind[0] for kind in kinds} == {"default", "missing", "call", "added"}
    assert next(one for one in found if one.kind == "added").new_at.line == 5


def test_the_name_of_a_changed_argument():
    texts = {"a.py": "fit(net, rate=0.1, depth=3)\n", "b.py": "fit(net, rate=0.5, depth=3)\n"}
    (found,) = linked(texts).clones.compared("a.py", "b.py")
    assert (found.name, found.old, found.new) == ("rate", 0.1, 0.5)


def test_documents_alike_and_what_differs():
    keys = "".join(f"key{i}: {i}\n" for i in range(12))
    texts = {"a.yaml": keys + "lr: 1\n", "b.yaml": keys + "lr: 2\nnew: 3\n", "c.yaml": "x: 1\n"}
    project = linked(texts)
    (cluster,) = project.clones.documents()
    assert cluster.members == ("a.yaml", "b.yaml")
    found = project.clones.compared("a.yaml", "b.yaml")
    assert [(one.kind, one.name, one.old, one.new) for one in found] == [
        ("constant", "lr", 1, 2),
        ("added", "new", None, 3),
    ]


def test_the_order_of_files_changes_no_block():
    texts = {f"{n}.py": holder(n, f"check({n})") + f"    done_{n}(rows)\n" for n in "abc"}
    forward, backward = linked(texts), linked(dict(reversed(texts.items())))
    assert forward.clones.blocks() == backward.clones.blocks() != ()
    assert forward.clones.documents() == ()
