from linked import linked

from debtscan.facts import Role

LOOP = """
def train(model, data):
    total = 0
    for epoch in range({epochs}):
        for batch in data:
            optimizer.zero_grad()
            loss = model(batch)
            loss.backward()
            optimizer.step()
            total += loss.item()
    save(model, "{name}")
    return total
"""
OTHER = """
def score(rows):
    best = None
    for row in rows:
        if row.value > 3:
            best = row
        elif row.kind == "x":
            continue
        log(row)
        check(row, best)
    return best
"""


def loop(epochs=3, name="a.pt"):
    return LOOP.format(epochs=epochs, name=name)


def test_copies_that_differ_in_constants_are_one_cluster_with_the_difference():
    project = linked({"a.py": loop(), "b.py": loop(9, "b.pt"), "c.py": loop(), "d.py": OTHER})
    (cluster,) = project.clones.functions()
    assert cluster.paths == ("a.py", "b.py", "c.py")
    assert (cluster.statements, cluster.exact) == (10, False)
    found = project.clones.difference(cluster.members[0], cluster.members[1])
    assert [(one.old, one.new) for one in found] == [(3, 9), ("a.pt", "b.pt")]
    assert [(str(one.old_at), one.new_at.line) for one in found] == [
        ("a.py:3:1", 3),
        ("a.py:10:1", 10),
    ]


def test_exact_copies_only_when_asked():
    project = linked({"a.py": loop(), "b.py": loop(9), "c.py": loop()})
    (cluster,) = project.clones.functions(exact=True)
    assert (cluster.paths, cluster.exact) == (("a.py", "c.py"), True)


def test_thresholds_and_roles():
    texts = {"a.py": loop(), "b.py": loop(), "tests/c.py": loop()}
    project = linked(texts, roles={"tests/c.py": Role.TEST})
    assert project.clones.functions(min_statements=11) == ()
    assert [c.paths for c in project.clones.functions()] == [("a.py", "b.py")]
    everywhere = project.clones.functions(roles=(Role.SOURCE, Role.TEST))
    assert [c.paths for c in everywhere] == [("a.py", "b.py", "tests/c.py")]


def test_copies_in_one_file_are_no_cluster_across_files():
    assert linked({"a.py": loop() + loop()}).clones.functions() == ()


def test_a_cloned_class_is_reported_once_not_method_by_method():
    indented = loop().replace("\n", "\n    ")
    project = linked({"a.py": f"class A:\n{indented}", "b.py": f"class A:\n{indented}"})
    assert [c.members[0].name for c in project.clones.functions()] == ["A"]


def variants(count, changed):
    """A script of many different statements, and copies with some of them replaced."""
    lines = [f"x{i} = f{i}({', '.join('abcdefgh'[: i % 7])})[{i}]" for i in range(40)]
    for copy in range(count):
        out = list(lines)
        for place in range(copy * changed):
            out[place] = f"while y{place}: g(lambda: {place})"
        yield "\n".join(out) + "\n"


def test_near_duplicate_files():
    texts = {f"v{i}.py": text for i, text in enumerate(variants(3, 4))}
    project = linked({**texts, "other.py": loop() + OTHER + loop(1) + OTHER})
    (cluster,) = project.clones.files()
    assert set(cluster.members) == {"v0.py", "v1.py", "v2.py"}
    assert 0.6 <= cluster.similarity < 1
    assert project.clones.files(min_statements=60) == ()


def test_clusters_do_not_drift_along_a_chain():
    texts = {f"v{i}.py": text for i, text in enumerate(variants(8, 5))}
    project = linked(texts)
    for cluster in project.clones.files():
        assert cluster.similarity >= 0.6
    assert all(len(cluster.members) < 8 for cluster in project.clones.files())


def test_many_copies_are_one_cluster():
    project = linked({f"copy{i:02}.py": next(variants(1, 0)) for i in range(60)})
    (cluster,) = project.clones.files()
    assert (len(cluster.members), cluster.similarity) == (60, 1.0)


def test_the_difference_of_whole_files_aligns_past_insertions():
    old = "".join(f"x{i} = f{i}({i})\n" for i in range(10))
    new = old.replace("f5(5)", "f5(50)").replace("x3", "if c:\n    g()\nx3")
    project = linked({"old.py": old, "new.py": new})
    (found,) = project.clones.difference("old.py", "new.py")
    assert (found.old, found.new) == (5, 50)
    assert (found.old_at.line, found.new_at.line) == (6, 8)


def test_the_order_of_files_changes_nothing():
    texts = {"a.py": loop(), "b.py": loop(9), "v1.py": next(variants(1, 0)), "v2.py": loop()}
    texts |= {f"w{i}.py": text for i, text in enumerate(variants(3, 4))}
    forward, backward = linked(texts), linked(dict(reversed(texts.items())))
    assert forward.clones.functions() == backward.clones.functions()
    assert forward.clones.files() == backward.clones.files()
