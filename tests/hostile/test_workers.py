"""Files that take their parser down cost themselves, and nobody else."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import deadly_jobs
import pytest

from debtscan.engine import workers
from debtscan.engine.codec import decode
from debtscan.engine.isolation import CleanSpawnContext
from debtscan.engine.job import Job, run
from debtscan.engine.spread import Backlog, Limits, batched, spread
from debtscan.engine.workers import PoolMapper, explain, in_process
from debtscan.facts import FileFacts, Kind, Unread
from debtscan.model import DebtscanError

QUICK = Limits(seconds=4, memory=1_500_000_000, batch_files=8)


def job(name: str, content: bytes) -> Job:
    return Job(name, Kind.PYTHON, f"digest of {name}", content)


def results(mapper, jobs) -> dict[str, FileFacts | Unread]:
    done = [(each.path, decode(encoded)) for each, encoded in mapper(jobs)]
    assert len(done) == len(dict(done)), "a job came back twice"
    return dict(done)


def test_forty_good_files_survive_the_deadly_ones_among_them():
    good = {f"good{n}": b"x\n" * n for n in range(40)}
    everything = {**good, **{content.decode(): content for content in deadly_jobs.DEADLY}}
    jobs = [job(name, content) for name, content in sorted(everything.items())]
    got = results(PoolMapper(2, deadly_jobs.extract, QUICK), jobs)
    assert got.keys() == everything.keys()
    assert {name: got[name].lines for name in good} == {f"good{n}": n for n in range(40)}
    wanted = {content.decode(): reason for content, reason in deadly_jobs.DEADLY.items()}
    assert {name: got[name].reason for name in wanted} == wanted


def test_what_workers_write_reaches_nobody(capfd):
    got = results(PoolMapper(1, deadly_jobs.extract), [job("a", b"noise"), job("b", b"panic")])
    assert isinstance(got["a"], FileFacts)
    assert capfd.readouterr() == ("", "")


def test_facts_carry_the_digest_they_were_asked_under():
    got = results(PoolMapper(1, deadly_jobs.extract), [job("a", b"")])
    assert got["a"].digest == "digest of a"


def test_no_work_starts_no_process():
    before = _children()
    assert results(PoolMapper(2, deadly_jobs.extract), []) == {}
    assert _children() == before


def test_one_worker_many_workers_and_none_agree():
    jobs = [job(f"{n}", b"x\n" * n) for n in range(30)]
    by_pool = [dict(_bytes(PoolMapper(n, deadly_jobs.extract, QUICK), jobs)) for n in (1, 2)]
    alone = dict(_bytes(partial(in_process, extract=deadly_jobs.extract), jobs))
    assert by_pool[0] == by_pool[1] == alone


def test_where_there_is_no_fork_server_workers_are_spawned(monkeypatch):
    monkeypatch.setattr(workers, "worker_context", lambda preload: CleanSpawnContext())
    got = results(PoolMapper(1, deadly_jobs.extract, QUICK), [job("a", b"x\n"), job("b", b"exit")])
    assert (got["a"].lines, got["b"].reason) == (1, "crash")


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_can_run_the_map_stage(kind):
    jobs = [job(f"{n}", b"x\n" * n) for n in range(20)]
    with kind(2) as pool:
        backlog = Backlog(batched(jobs, QUICK))
        done = spread(
            backlog, partial(pool.submit, run, extract=deadly_jobs.extract), explain, QUICK, 4
        )
        assert {each.path: decode(encoded).lines for each, encoded in done} == {
            f"{n}": n for n in range(20)
        }


def test_a_broken_executor_loses_nothing():
    backlog = Backlog(batched([job(f"{n}", b"") for n in range(20)], QUICK))
    seen: list[str] = []
    for healthy in (0, 1, 2, 99):
        try:
            for each, _ in spread(backlog, _breaking_after(healthy), explain, QUICK, 3):
                seen.append(each.path)
        except BrokenExecutor:
            continue
    assert sorted(seen, key=int) == [f"{n}" for n in range(20)]


def test_a_file_under_way_in_every_breakdown_is_given_up():
    backlog = Backlog(batched([job("guilty", b"")], QUICK))
    got: list[Unread] = []
    while not backlog.empty:
        try:
            for _, encoded in spread(backlog, _breaking_after(0), explain, QUICK, 3):
                got.append(decode(encoded))
        except BrokenExecutor:
            continue
    assert [each.reason for each in got] == ["crash"]


def test_workers_that_cannot_start_are_one_clear_error():
    with pytest.raises(DebtscanError, match="worker processes"):
        list(PoolMapper(1, deadly_jobs.extract, Limits(memory=None))([job("a", b"")]))


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run_leaves_no_orphans(ending, tmp_path):
    run = _start(tmp_path, "announce")
    assert _await((tmp_path / "announced").exists)
    below = _descendants(run.pid)
    assert below
    os.killpg(run.pid, ending) if ending == signal.SIGINT else run.send_signal(ending)
    run.wait(timeout=20)
    assert _await(lambda: not any(_alive(pid) for pid in below)), "a worker lives on"


def test_a_file_named_like_a_standard_module_is_never_imported(tmp_path):
    for name in ("struct", "socket", "selectors", "runpy", "yaml", "json", "click", "random"):
        (tmp_path / f"{name}.py").write_text("open('executed', 'w').close()\n")
    run = _start(tmp_path, "fine")
    assert run.wait(timeout=30) == 0
    assert (tmp_path / "started").exists()
    assert not (tmp_path / "executed").exists()


def test_the_script_of_the_caller_is_not_run_again_in_workers(tmp_path):
    run = _start(tmp_path, "fine")
    run.wait(timeout=30)
    assert (tmp_path / "started").read_text() == "once\n"


def _bytes(mapper, jobs):
    return ((each.path, encoded) for each, encoded in mapper(jobs))


def _breaking_after(healthy: int):
    counter = iter(range(10**6))

    def submit(batch):
        future: Future = Future()
        if next(counter) < healthy:
            future.set_result(run(batch, deadly_jobs.extract))
        else:
            future.set_exception(BrokenExecutor("gone"))
        return future

    return submit


def _start(folder: Path, content: str) -> subprocess.Popen:
    """A script without a main guard, started in the scanned folder, that maps one file."""
    script = folder.with_name(folder.name + "-elsewhere") / "script.py"
    script.parent.mkdir()
    script.write_text(
        textwrap.dedent(f"""
            with open("started", "a") as file:
                file.write("once\\n")
            import deadly_jobs
            from debtscan.engine.job import Job
            from debtscan.engine.spread import Limits
            from debtscan.engine.workers import PoolMapper
            from debtscan.facts import Kind
            jobs = [Job("a", Kind.PYTHON, "", {content.encode()!r})]
            list(PoolMapper(2, deadly_jobs.extract, Limits(seconds=3))(jobs))
        """)
    )
    path = [str(Path(deadly_jobs.__file__).parent), *(p for p in sys.path if p)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path)}
    return subprocess.Popen(
        [sys.executable, str(script)], cwd=folder, env=environment, start_new_session=True
    )


def _await(condition, seconds: float = 15):
    end = time.monotonic() + seconds
    while not (result := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    return result


def _children() -> set[int]:
    return _descendants(os.getpid())


def _descendants(root: int) -> set[int]:
    """Workers below a process: forked from the server, so grandchildren."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry.parent.name)] = int(fields[1])
    below = {pid for pid, parent in parents.items() if parent == root}
    return {pid for pid, parent in parents.items() if parent in below}


def _alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
