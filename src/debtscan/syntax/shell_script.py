"""Tokens of a shell text -> simple commands, assignments and subshells, in order."""

from __future__ import annotations

import re

from msgspec import Struct, field

from debtscan.syntax.shell_lexer import Lexer, Token
from debtscan.syntax.shell_words import Word

_PASSED = frozenset({"if", "then", "elif", "else", "while", "until", "do", "time", "!"})
_ENDING = frozenset({"fi", "done", "esac"})
_DECLARING = frozenset({"export", "local", "declare", "readonly", "typeset", "alias"})
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)(\[[^\]]*\])?(\+?)=")
#: other streams; and `>=1.0` of a requirement that should have been quoted
_NO_FILE = re.compile(r"\d+|-|/dev/\w+|=.*", re.DOTALL)
_TESTS = frozenset({"[", "test"})
_MOST_INNER = 4  #: nesting of command substitutions that is read


class Simple(Struct):
    """One command; words still carry the marks of their variables."""

    words: list[Word]
    reads: list[Word] = field(default_factory=list)
    writes: list[Word] = field(default_factory=list)


#: a command, or "(" and ")" of a subshell
Event = Simple | str


class Script:
    """What a shell text does, and which of its variables it assigns."""

    def __init__(self, text: str, written: str | None = None) -> None:
        self.events: list[Event] = []
        #: name -> its value, None when it is computed or assigned more than once
        self.variables: dict[str, str | None] = {}
        whole = (0, len(text))
        _Reader(self, text, text if written is None else written, whole, 0).read()

    def assign(self, name: str, value: Word | None) -> None:
        """Note an assignment; the second one of a name makes it unknown."""
        known = name not in self.variables and value is not None and not value.computed
        self.variables[name] = value.text if known and value is not None else None


class _Reader:
    def __init__(
        self, script: Script, text: str, written: str, part: tuple[int, int], level: int
    ) -> None:
        self._script = script
        self._text = text
        self._written = written
        self._level = level
        self._end = part[1]
        self._lexer = Lexer(text, written, *part)
        self._words: list[Word] = []
        self._reads: list[Word] = []
        self._writes: list[Word] = []
        self._redirect = ""  #: the redirection that waits for its target
        self._mode = ""  #: "header" of a loop, "case" until `in`, "pattern", "name", "test"
        self._cases = 0
        self._braces: list[bool] = []  #: open `{`, and whether it is a function's
        self._defining = False
        self._inner = 0

    def read(self) -> None:
        """Read everything."""
        for token in self._lexer.tokens():
            if token.kind == "word":
                self._word(token.word)
            elif token.kind == "redirect":
                self._redirect = token.text
            else:
                self._separator(token)
            self._descend()
        self._flush()

    def _descend(self) -> None:
        """Commands inside `$(...)`, read before the command they are part of."""
        found = self._lexer.inner[self._inner :]
        self._inner += len(found)
        if self._level < _MOST_INNER:
            for part in found:
                self._script.events.append("(")
                _Reader(self._script, self._text, self._written, part, self._level + 1).read()
                self._script.events.append(")")

    # separators

    def _separator(self, token: Token) -> None:
        text = token.text
        if self._mode == "test" and text != "\n":
            return
        if text == "(":
            self._open(token.word)
        elif text == ")":
            self._close()
        elif self._mode == "pattern":
            pass
        else:
            self._end_statement(text)

    def _end_statement(self, text: str) -> None:
        if self._mode == "test" or (self._mode == "header" and text in ("\n", ";")):
            self._mode = ""
        self._flush()
        if text.startswith(";") and len(text) > 1 and self._cases:
            self._mode = "pattern"

    def _open(self, at: Word) -> None:
        text = self._text
        if text[at.end : at.end + 1] == ")" and self._words:
            self._words.clear()
            self._defining = True
            self._lexer.skip_to(at.end + 1)
        elif self._mode in ("loop", "header") or text[at.end : at.end + 1] == "(":
            self._mode = "header" if self._mode == "loop" else self._mode
            self._skip_bracket(at)  # arithmetic
        elif self._words and _ASSIGNMENT.match(self._words[-1].text):
            self._words[-1].computed = True
            self._skip_bracket(at)  # an array
        elif self._mode != "pattern":
            self._flush()
            self._script.events.append("(")

    def _skip_bracket(self, at: Word) -> None:
        end = self._lexer.closing(at.start)
        self._lexer.skip_to(end if end >= 0 else at.end)

    def _close(self) -> None:
        if self._mode == "pattern":
            self._mode = ""
            self._words.clear()
            return
        self._flush()
        self._script.events.append(")")

    # words

    def _word(self, word: Word) -> None:
        if self._redirect:
            self._redirected(word)
        elif self._mode:
            self._in_mode(word)
        elif self._words or not word.bare:
            self._words.append(word)
        else:
            self._first(word)

    def _redirected(self, word: Word) -> None:
        redirect, self._redirect = self._redirect, ""
        kind = redirect.lstrip("0123456789")
        if kind == "<":
            self._reads.append(word)
        elif kind not in ("<<", "<<-", "<<<") and not _NO_FILE.fullmatch(word.text):
            self._writes.append(word)

    def _first(self, word: Word) -> None:
        text = word.text
        if text in ("{", "}"):
            self._brace(text)
        elif text in _PASSED or text in _ENDING:
            self._cases -= text == "esac" and self._cases > 0
        elif text in ("for", "select"):
            self._mode = "loop"
        elif text == "case":
            self._mode = "case"
        elif text == "function":
            self._mode = "name"
        elif text == "[[":
            self._mode = "test"
        else:
            self._words.append(word)

    def _brace(self, text: str) -> None:
        """A function's body is a subshell as far as folders go."""
        if text == "{":
            self._braces.append(self._defining)
            if self._defining:
                self._script.events.append("(")
            self._defining = False
        elif self._braces and self._braces.pop():
            self._script.events.append(")")

    def _in_mode(self, word: Word) -> None:
        if self._mode == "loop":
            self._script.assign(word.text, None)
            self._mode = "header"
        elif self._mode == "header":
            self._mode = "" if word.text == "do" else "header"
        elif self._mode == "case" and word.text == "in":
            self._cases += 1
            self._mode = "pattern"
        elif self._mode == "pattern" and word.text == "esac":
            self._cases -= 1
            self._mode = ""
        elif self._mode == "name" or (self._mode == "test" and word.text == "]]"):
            self._defining = self._mode == "name"
            self._mode = ""

    # statements

    def _flush(self) -> None:
        words, self._words = self._words, []
        command = self._without_assignments(words)
        if command and not self._declares(command):
            self._script.events.append(Simple(command, self._reads, self._writes))
        self._reads, self._writes, self._redirect = [], [], ""

    def _without_assignments(self, words: list[Word]) -> list[Word]:
        count = 0
        while count < len(words) and _ASSIGNMENT.match(words[count].text):
            count += 1
        if count == len(words):
            for word in words:
                self._assign(word)
        return words[count:]

    def _assign(self, word: Word) -> None:
        match = _ASSIGNMENT.match(word.text)
        if match is None:
            return
        value = Word(word.text[match.end() :], word.start, word.end, word.computed)
        self._script.assign(match[1], None if match[2] or match[3] else value)

    def _declares(self, words: list[Word]) -> bool:
        """Whether the words assign variables or test something instead of starting a program."""
        name = words[0].text
        if name in _DECLARING:
            for word in words[1:]:
                self._assign(word)
            return True
        if name == "read":
            for word in words[1:]:
                self._script.assign(word.text, None)
            return True
        return name in _TESTS
