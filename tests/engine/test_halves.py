"""Two processes answer for all rules what one would, whatever becomes of the second."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtscan.engine.halves import WORTH_IT, in_halves, possible
from debtscan.model import Hit, Location

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="copies of a process: Linux only")
HERE = os.getpid()


def hit(rule: int) -> Hit:
    return Hit(Location("a.py", rule + 1), f"the rule {rule}, \x85 ünd 'more'", "go", str(rule))


@pytest.fixture
def copies(monkeypatch) -> list[int]:
    """The numbers of the processes that were added."""
    added, fork = [], os.fork

    def noted() -> int:
        added.append(fork())
        return added[-1]

    monkeypatch.setattr(os, "fork", noted)
    return added


def assert_gone(copies: list[int]) -> None:
    assert len(copies) == 1
    with pytest.raises(ChildProcessError):
        os.waitpid(copies[0], os.WNOHANG)


def answers(number: int, ask) -> list[list[Hit]]:
    return [found for found, _ in in_halves(ask, number)]


@given(st.lists(st.sampled_from([0, 0, 0.003]), max_size=12))
def test_every_rule_answers_once_in_its_order(waits):
    def ask(rule):
        time.sleep(waits[rule])
        return [hit(rule)] * (rule % 3), waits[rule]

    expected = [[hit(rule)] * (rule % 3) for rule in range(len(waits))]
    assert answers(len(waits), ask) == expected


def test_both_processes_ask():
    def ask(rule):
        time.sleep(0.01)
        return [hit(int(os.getpid() == HERE))], 0.0

    assert len({found[0].subject for found in answers(8, ask)}) == 2


@pytest.mark.parametrize("end", [lambda: os._exit(1), lambda: os.kill(os.getpid(), signal.SIGKILL)])
def test_what_a_copy_takes_with_it_is_asked_again(end, copies):
    def ask(rule):
        if os.getpid() != HERE:
            end()
        time.sleep(0.01)
        return [hit(rule)], 0.0

    assert answers(6, ask) == [[hit(rule)] for rule in range(6)]
    assert_gone(copies)


def test_where_no_process_can_be_added_one_is_enough(monkeypatch):
    def refused():
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(os, "fork", refused)
    assert answers(4, lambda rule: ([hit(rule)], 0.0)) == [[hit(rule)] for rule in range(4)]


def test_the_fault_told_is_that_of_the_first_rule_that_fails():
    def ask(rule):
        time.sleep(0.005)
        if rule in (3, 7):
            raise ValueError(f"rule {rule}")
        return [hit(rule)], 0.0

    with pytest.raises(ValueError, match="rule 3"):
        in_halves(ask, 9)


def test_an_interruption_leaves_no_process_behind(copies):
    def ask(rule):
        if os.getpid() == HERE:
            raise KeyboardInterrupt
        time.sleep(60)
        return [], 0.0

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        in_halves(ask, 4)
    assert time.monotonic() - start < 30
    assert_gone(copies)


def test_a_small_project_one_processor_or_another_thread_make_no_halves():
    assert possible(2, WORTH_IT) == (threading.active_count() == 1)
    assert not possible(1, WORTH_IT)
    assert not possible(2, WORTH_IT - 1)
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert not possible(2, WORTH_IT)
    finally:
        done.set()
        other.join()
