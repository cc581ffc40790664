"""Where a module is looked for, and which programs fail for it."""

from linked import linked

LOSSES = {
    "nets/__init__.py": "",
    "nets/losses.py": "from nets.parts import part\n",
    "nets/small.py": "small = 1\n",
}


def missing(project):
    return {one.path: one for one in project.missing_modules}


def test_a_module_is_told_with_all_its_places_and_what_has_its_name():
    files = {
        **LOSSES,
        "tools/parts.py": "part = 1\n",
        "train.py": "from nets import small\n\ndef main():\n    import nets.parts\n",
    }
    found = missing(linked(files))
    assert list(found) == ["nets/parts"]
    places = [(one.at.path, one.late) for one in found["nets/parts"].places]
    assert places == [("nets/losses.py", False), ("train.py", True)]
    assert found["nets/parts"].elsewhere == ("tools/parts.py",)


def test_programs_fail_that_import_it_at_once_through_packages_too():
    files = {
        **LOSSES,
        "nets/__init__.py": "from nets.losses import part\n",
        "train.py": "import nets.small\nprint(nets)\n",
        "later.py": "def main():\n    import nets.small\n\n"
        "if __name__ == '__main__':\n    main()\n",
        "other.py": "print(1)\n",
    }
    project = linked(files)
    places = [one.at for one in missing(project)["nets/parts"].places]
    assert project.broken_starts.of(places) == ("train.py",)


def test_an_import_under_the_main_guard_fails_its_own_file_alone():
    files = {
        "nets/small.py": "small = 1\n",
        "data.py": (
            "from nets.small import small\n"
            "if __name__ == '__main__':\n    from nets.show import show\n    show(small)\n"
        ),
        "train.py": "import data\nprint(data)\n",
    }
    project = linked(files)
    places = [one.at for one in missing(project)["nets/show"].places]
    assert project.broken_starts.of(places) == ("data.py",)
