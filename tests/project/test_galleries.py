from debtscan.project.starts.teaching import galleries, in_one_zoo


def test_many_programs_that_show_one_model_each_are_a_gallery():
    programs = [f"implementations/net{n}/net{n}.py" for n in range(20)]
    assert galleries([*programs, "run.py"]) == ("implementations",)
    assert in_one_zoo(programs[:2], galleries(programs))
    assert not in_one_zoo(["run.py", programs[0]], galleries(programs))


def test_a_few_implementations_are_none():
    assert galleries(f"implementations/net{n}.py" for n in range(5)) == ()
