"""Which names hold which part of which documents, and what is done with it there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from debtscan.facts import FileFacts, Span
from debtscan.project.configuration.key_tree import Keys, KeyTree, is_guess, parts
from debtscan.project.configuration.loaders import fills
from debtscan.project.configuration.loads import Load
from debtscan.project.configuration.steps import Edge, Node, Seen, Steps
from debtscan.project.configuration.trails import COMPUTED
from debtscan.project.flow.carried import Place, Produced
from debtscan.project.flow.flows import Flows
from debtscan.project.names.symbols import Symbol

Below = tuple[tuple[str, Keys], ...]
Missing = tuple[tuple[str, ...], Keys, str]

_MOST = 2_000  #: holders followed per load
_READS = ("read", "parameter")
_GONE = ("whole", "handed", "stored")


class KeyUse(Struct, frozen=True, order=True):
    """What one place does with a key; `kind` as in `Seen`, "names" (it says what is made),
    "stage" (a stage of a pipeline depends on it), "any": read of one of several documents,
    nobody knows which, or "guess": read where the name of a method alone leads."""

    path: str
    at: Span
    kind: str
    to: str = ""


class Holding:
    """Follows every load from where its result is held."""

    def __init__(
        self,
        files: Mapping[str, FileFacts],
        flows: Flows,
        passed: Callable[[str], Iterable[str]] = lambda _: (),
    ) -> None:
        self._files = files
        self._flows = flows
        self._passed = passed  #: script -> documents that commands pass to it
        self._narrowed: dict[tuple[int, str], Load] = {}
        self._steps = Steps(flows)
        self._trees: dict[tuple[object, ...], KeyTree] = {}
        self._reached: dict[str, frozenset[str]] = {}
        self.uses: dict[tuple[str, str], set[KeyUse]] = defaultdict(set)  #: document, key
        self.holders: dict[Place | Produced, set[tuple[KeyTree, Keys]]] = defaultdict(set)
        self.lost: set[str] = set()  #: documents that some call gives nobody knows whom
        #: (documents, section, key that none of them has there) -> who asks for it
        self.missing: dict[Missing, set[KeyUse]] = defaultdict(set)

    def tree(self, documents: Iterable[str], below: Below = ()) -> KeyTree:
        """The keys of these documents, each below the keys that it is put at."""
        paths = tuple(sorted(documents))
        known = self._trees.get((paths, below))
        if known is None:
            known = self._trees[paths, below] = KeyTree(self._files, paths, below)
        return known

    def add(self, load: Load) -> None:
        """Follow what a load gives."""
        if load.documents and load.call >= 0:
            seed = self._seed(load)
            if not self._steps.of(seed):
                self.lost.update(load.documents)
            self._follow(load, seed)

    def add_holder(
        self, holder: Place | Produced, load: Load, keys: Keys = (), most: int = _MOST
    ) -> None:
        """Follow a name or result that holds what a load gives, or what is at these keys."""
        if load.documents:
            self._follow(load, Node(holder), keys, most)

    def add_arguments(self, path: str, section: str, function: Symbol) -> None:
        """Follow the sections that a callable takes as arguments, in its parameters."""
        tree = self.tree([path])
        load = Load(function.path, -1, function.at, function.name, (path,))
        for one in function.definition.parameters:
            keys = (*parts(section), one.name)
            if one.kind != "double-star" and tree.is_section(keys):
                node = Node(Place(function.path, function.scope, one.name))
                self._follow(load, node, keys)

    def _seed(self, load: Load) -> Node:
        file = self._flows.files[load.path]
        call = file.calls[load.call]
        if fills(call.callee) and call.receiver is None:
            name = call.callee.rpartition(".")[0]
            return Node(self._flows.bound(file, name, call.scope))
        return Node(Produced(load.path, load.call))

    def _follow(self, load: Load, seed: Node, keys: Keys = (), most: int = _MOST) -> None:
        waiting: list[tuple[Load, Node, Keys]] = [(load, seed, keys)]
        seen: set[tuple[int, Node, Keys]] = set()
        while waiting and len(seen) < most:
            origin, node, keys = waiting.pop()
            mark = (id(origin), node, keys)
            if mark in seen:
                continue
            seen.add(mark)
            tree = self.tree(origin.documents, origin.below)
            if not node.before and not origin.guessed:
                self.holders[node.carrier].add((tree, keys))
            for step in self._steps.of(node):
                if isinstance(step, Seen):
                    self._note(tree, keys, step, origin)
                    if not origin.wide and not _is_object(node.carrier):
                        self._miss(tree, keys, step)
                else:
                    waiting += self._onward(origin, tree, keys, step)

    def _onward(
        self, origin: Load, tree: KeyTree, keys: Keys, edge: Edge
    ) -> Iterable[tuple[Load, Node, Keys]]:
        carrier = edge.to.carrier
        if self._is_stranger(origin.path, carrier):
            return
        if edge.function and edge.function == origin.within and isinstance(carrier, Produced):
            site = origin.sites.get((carrier.path, carrier.call))
            if site is None or not site.documents:
                return
            origin, tree = site, self.tree(site.documents)
        if edge.function and origin.typed:
            origin = self._of_script(origin, carrier.path)
            tree = self.tree(origin.documents, origin.below)
        up = edge.chain[-1:] == ("<",)
        for reached, left in tree.walk(keys, edge.chain[:-1] if up else edge.chain):
            if up and not left and reached:
                yield origin, edge.to, reached[:-1]
            elif not left and tree.is_section(reached):
                known = self._widened(origin) if is_guess(edge.chain, keys, reached) else origin
                yield self._guessed(known) if edge.guess else known, edge.to, reached

    def _widened(self, origin: Load) -> Load:
        """The same with reads that are only one of many."""
        if origin.wide:
            return origin
        known = self._narrowed.get((id(origin), "?"))
        if known is None:
            known = self._narrowed[id(origin), "?"] = replace(origin, wide=True)
        return known

    def _guessed(self, origin: Load) -> Load:
        """The same with reads that the name of a method alone leads to."""
        if origin.guessed:
            return origin
        known = self._narrowed.get((id(origin), "."))
        if known is None:
            known = self._narrowed[id(origin), "."] = replace(origin, wide=True, guessed=True)
        return known

    def _of_script(self, origin: Load, path: str) -> Load:
        """What a shared function returns to a script: of the documents that are known from
        command lines those that are passed to this very script, when any is."""
        own = origin.typed.intersection(self._passed(path))
        if not own or own == origin.typed:
            return origin
        known = self._narrowed.get((id(origin), path))
        if known is None:
            left = (one for one in origin.documents if one in own or one not in origin.typed)
            known = replace(origin, documents=tuple(left), sites={}, typed=own)
            self._narrowed[id(origin), path] = known
        return known

    def _is_stranger(self, origin: str, carrier: Place | Produced) -> bool:
        """Whether an attribute stands in a script that has nothing to do with the load: a class
        that both extend holds the documents of each."""
        if carrier.path == origin or not isinstance(carrier, Place):
            return False
        if not carrier.name.startswith("self"):
            return False
        return carrier.path not in self._reach(origin) and origin not in self._reach(carrier.path)

    def _reach(self, path: str) -> frozenset[str]:
        known = self._reached.get(path)
        if known is None:
            imports = self._flows.calls.symbols.imports
            known = self._reached[path] = frozenset(imports.reachable_from([path]))
        return known

    def _note(self, tree: KeyTree, keys: Keys, seen: Seen, origin: Load) -> None:
        kind = seen.kind
        if kind == "read" and seen.chain[-1:] in (("*",), (COMPUTED,)):
            kind = "iterated"
        for reached, left in tree.walk(keys, seen.chain):
            guess = origin.wide or is_guess(seen.chain, keys, reached)
            known = ("guess" if origin.guessed else "any") if guess and kind in _READS else kind
            use = KeyUse(seen.path, seen.at, known, seen.to)
            ends = not left or (seen.kind == "read" and not tree.is_section(reached))
            if ends and (len(reached) > len(keys) or seen.kind in _GONE):
                for path, row in tree.rows(reached):
                    self.uses[path, row.path].add(use)
                for path in tree.inside(reached):
                    self.uses[path, ""].add(use)

    def _miss(self, tree: KeyTree, keys: Keys, seen: Seen) -> None:
        """Note a key that is asked for, of a section that is known but does not have it."""
        if seen.kind != "read" or not seen.chain or {"*", COMPUTED} & set(seen.chain):
            return
        for reached, left in tree.walk(keys, seen.chain):
            if left and isinstance(left[0], str) and tree.is_mapping(reached):
                use = KeyUse(seen.path, seen.at, "read")
                self.missing[tree.documents, reached, left[0]].add(use)


def _is_object(carrier: Place | Produced) -> bool:
    """A class made from the document has more attributes than its keys."""
    return isinstance(carrier, Place) and carrier.name == "self"
