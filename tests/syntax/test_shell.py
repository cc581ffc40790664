"""Shell scripts: which programs start, with which words, where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import at, commands, read

from debtscan.facts import Kind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("python a.py \\\n  --lr 1", ["python a.py --lr 1"]),
        ("a; b && c || d & e\nf | g |& h", list("abcdefgh")),
        ("# python a.py\nb # c", ["b"]),
        ("echo a#b '#c' \"#d\"", ["echo a#b #c #d"]),
        ("CUDA_VISIBLE_DEVICES=0 X='a b' python a.py", ["python a.py"]),
        ("if [ -f x ]; then a; elif b; then c; else d; fi", list("abcd")),
        ("if [[ -f x && y < z ]]; then a; fi", ["a"]),
        ("for x in 1 2; do a $x; done\nwhile b; do c; done", ["a $x", "b", "c"]),
        ("for ((i=0; i<3; i++)); do a $i; done", ["a $i"]),
        ("case $1 in\n  a|b) c ;;\n  *) d ;;\nesac\ne", ["c", "d", "e"]),
        ("f() { a; }\nfunction g { b; }\nc", ["a", "b", "c"]),
        ("cat <<EOF > x\npython no.py\nEOF\nb", ["cat", "b"]),
        ("cat <<-'E'\n\ta\n\tE\nb <<< 'x'", ["cat", "b"]),
        ("x=$(a b) ; y=`c`", ["a b", "c"]),
        ('echo "$(a | b)" end', ["a", "b", "echo $(a | b) end"]),
        ("xs=(a b c); d \"${xs[@]}\"", ["d ${xs[@]}"]),
        ("echo $((1 + 2)) ${X:-a b} $'a\\tb'", ["echo $((1 + 2)) ${X:-a b} a\tb"]),
        ("bash -c 'cd x && python a.py'", ["cd x", "python a.py"]),
        ("python a.py <your path> --x", ["python a.py <your path> --x"]),
        ("echo it\\'s 'don'\"'\"'t'", ["echo it's don't"]),
        ("python {{ x }} ${{ a.b }}", ["python {{ x }} ${{ a.b }}"]),
        ("time ! a", ["a"]),
        ("export A=1; local B=2; read c; d", ["d"]),
    ],
)  # fmt: skip
def test_commands_of_a_script(text, found):
    assert commands(read(Kind.SHELL, text + "\n")) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PY=python\n$PY a.py", "python a.py"),
        ("D=data\nE=${D}/x\na $E/y", "a data/x/y"),
        ("A='--x 1 --y 2'\na $A", "a --x 1 --y 2"),
        ("A='x y'\na \"$A\" '$A' \\$A", "a x y $A $A"),
        ("a $1 $HOME ${X}", "a $1 $HOME ${X}"),
        ("A=1\nA=2\na $A", "a $A"),
        ("A=$(date)\na $A", "a $A"),
        ("A=1\nfor A in 2; do a $A; done", "a $A"),
        ("A=$A\na $A", "a $A"),
        ("A=$B\nB=$A\na $A", "a $A"),
        ("a --d=$R/data\nR=/x", "a --d=/x/data"),
    ],
)
def test_variables_assigned_once_to_a_literal_are_put_in(text, found):
    assert commands(read(Kind.SHELL, text + "\n"))[-1] == found


def test_quoted_values_stay_one_word():
    facts = read(Kind.SHELL, "A='x y'\npython \"$A\" 'b c' d\\ e \"\"\n")
    assert facts.commands[0].words == ("python", "x y", "b c", "d e", "")


def test_redirections_name_files():
    text = "O=out\na < in.txt > $O/x 2>&1\nb &>> log 2> /dev/null 3<&0\npip install x>=1\n"
    first, second, third = read(Kind.SHELL, text).commands
    assert (first.reads, first.writes, first.words) == (("in.txt",), ("out/x",), ("a",))
    assert (second.reads, second.writes) == ((), ("log",))
    assert third.writes == ()


def test_folders_follow_cd():
    text = """a
cd sub/x
b
(cd y && c)
d
cd ..
e
pushd z; f; popd; g
h() { cd /tmp; }
i
cd $ROOT/k; j
"""
    folders = {each.words[0]: each.folder for each in read(Kind.SHELL, text).commands}
    assert [folders[name] for name in "abcdefgij"] == [
        "",
        "sub/x",
        "sub/x/y",
        "sub/x",
        "sub",
        "sub/z",
        "sub",
        "sub",
        "$ROOT/k",
    ]


def test_places_span_from_the_first_word_to_the_last():
    text = "é; X=1 python a.py \\\n  --lr 1 > x\r\nb\r\n"
    first, second, third = read(Kind.SHELL, text).commands
    assert at(text, first.at) == "é"
    assert at(text, second.at) == "python a.py \\\n  --lr 1"
    assert (at(text, third.at), third.at.line) == ("b", 3)


@pytest.mark.parametrize("text", ["echo 'a\nb\n", 'echo "a\nb\n', "a $(b\nc\n", "a ${b\nc\n"])
def test_broken_quotes_lose_no_file(text):
    assert read(Kind.SHELL, text).commands


WORDS = st.text("abc-_./=", min_size=1, max_size=6).filter(lambda word: "=" not in word)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), max_size=6), st.sampled_from("\n;|&"))
def test_plain_words_come_back_at_their_places(lists, separator):
    text = f" {separator} ".join(" ".join(words) for words in lists) + "\n"
    found = read(Kind.SHELL, text).commands
    assert [list(command.words) for command in found] == lists
    assert [at(text, command.at) for command in found] == [" ".join(words) for words in lists]


@given(st.text("ab $(){}'\"`\\\n;&|<>#=[]", max_size=60))
def test_nothing_raises_and_every_place_is_inside(text):
    lines = text.split("\n")
    for command in read(Kind.SHELL, text).commands:
        assert 1 <= command.at.line <= command.at.end_line <= len(lines)
        assert command.words[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A=/disk/rows\nrun $A", {"/disk/rows": (1,)}),
        ("  export A='/disk/two words' B=1", {"/disk/two words": (1,)}),
        ('readonly -a A="/disk/rows"; run\nA=/disk/rows', {"/disk/rows": (1, 2)}),
        ('A=rows\nA=/home/$USER/rows\nA="/home/$(whoami)"\nrun A=/disk', {}),
    ],
)
def test_absolute_paths_of_variables_are_strings(text, found):
    assert read(Kind.SHELL, text).strings == found
