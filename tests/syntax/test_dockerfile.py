"""Dockerfiles."""

import pytest
from reading import at, commands, keys, read

from debtscan.facts import Kind

TEXT = """# syntax=docker/dockerfile:1
ARG VER=3.11
FROM python:${VER} AS build
ENV HOME_DIR=/app NAME="a b"
ENV MODEL /m.pkl
WORKDIR $HOME_DIR
COPY --chown=a:b train.py ./
RUN pip install x && \\
    # a comment

    python train.py --out $MODEL
RUN --mount=type=cache,target=/x python prep.py
WORKDIR sub
RUN <<EOF
python here.py
EOF
FROM python
RUN ["python", "exec.py"]
"""


def test_commands_know_stage_folder_and_place():
    facts = read(Kind.DOCKER, TEXT)
    found = [(" ".join(c.words), c.step, c.folder, at(TEXT, c.at)) for c in facts.commands]
    assert found == [
        ("COPY train.py ./", "build", "/app", "train.py ./"),
        ("pip install x", "build", "/app", "pip install x"),
        ("python train.py --out /m.pkl", "build", "/app", "python train.py --out $MODEL"),
        ("python prep.py", "build", "/app", "python prep.py"),
        ("python here.py", "build", "/app/sub", "python here.py"),
        ("python exec.py", "", "", '["python", "exec.py"]'),
    ]


def test_settings_are_keys():
    assert keys(read(Kind.DOCKER, TEXT)) == {
        "VER": "3.11",
        "HOME_DIR": "/app",
        "NAME": "a b",
        "MODEL": "/m.pkl",
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('ENTRYPOINT ["python", "s.py"]\nCMD ["--port", "80"]', ["python s.py --port 80"]),
        ('CMD ["--port", "80"]\nENTRYPOINT ["python", "s.py"]', ["python s.py --port 80"]),
        ('CMD ["a"]\nCMD ["b"]', ["b"]),
        ("cmd python s.py --x", ["python s.py --x"]),
        ('CMD ["sh", "-c", "cd /srv && gunicorn a:b"]', ["cd /srv", "gunicorn a:b"]),
        ("HEALTHCHECK --interval=5s CMD curl x", ["curl x"]),
        ("HEALTHCHECK NONE", []),
        ("ONBUILD RUN make", ["make"]),
        ('RUN ["broken", ', ["[broken,"]),
        ("# RUN no", []),
        ("RUN cat <<A > f\nno\nA\nRUN yes", ["cat", "yes"]),
    ],
)
def test_forms_of_instructions(text, found):
    assert commands(read(Kind.DOCKER, f"FROM x\n{text}\n")) == found
