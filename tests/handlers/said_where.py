"""Where each sentence is said: read from the code that says it.

Every message is a `Send`, an `Edit` or an `Answer`. Followed from the place where a sentence is
made, through variables, arguments and returned values, to the `text` of one of these, it says
whether a group may read it. What cannot be followed counts as said in a group.
"""

import ast
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

HANDLERS = Path(__file__).parents[2] / "handlers"

PEOPLE = {"administrator", "author", "member", "moderator"}
"""How the code names whom a private message goes to; `to=chat` and `to=peer` may be a group."""

SCENE = ("handlers.conversation.saying.Saying.", "handlers.conversation.scene.Scene.")
PASSED_BY = {"scene", "self", "services", "voice"}
"""Names that hold no sentence, though one is made with them."""

MESSAGES = {f"storage.effects.{each}" for each in ("Answer", "Edit", "Send")}

LEAVES = (ast.Name, ast.Constant, ast.expr_context, ast.operator, ast.cmpop, ast.arguments)


@dataclass(frozen=True, slots=True)
class Site:
    """One place in the code that makes a sentence."""

    sentence: str
    module: str
    line: int


@dataclass(frozen=True, slots=True)
class Name:
    """What a variable of a function, or of its module, holds."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """What a function returns, given these arguments."""

    functions: tuple["Function", ...]
    given: tuple[tuple["Value", ...], ...]
    named: tuple[tuple[str, tuple["Value", ...]], ...]
    to_one: bool

    def arguments(self, function: "Function") -> Iterator[tuple[str, tuple["Value", ...]]]:
        """Yield the arguments with their names."""
        yield from zip(function.arguments, self.given, strict=False)
        yield from self.named


Value = Site | Name | Call
"""What an expression may be made of."""


@dataclass(slots=True, eq=False)
class Function:
    """A function (or the body of a module): its steps, and what is known of them so far."""

    module: str
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Module
    arguments: tuple[str, ...] = ()
    held: list[tuple[str, tuple[Value, ...]]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    says: list[tuple[bool, tuple[Value, ...]]] = field(default_factory=list)
    returned: list[Value] = field(default_factory=list)
    variables: dict[str, set[Site | Name]] = field(default_factory=lambda: defaultdict(set))
    returns: set[Site | Name] = field(default_factory=set)
    said: set[tuple[bool, Site | Name]] = field(default_factory=set)
    """What it says, each with whether a group may read it."""


class Reading:
    """Follows sentences through modules, given as source by name."""

    def __init__(self, sources: Mapping[str, str], sentences: Collection[str]) -> None:
        self.sentences = sentences
        self.imported: dict[str, dict[str, str]] = {}
        self.functions: dict[str, Function] = {}
        self.sites: set[Site] = set()
        for module, source in sources.items():
            self._take(module, ast.parse(source))
        for function in self.functions.values():
            for node in _own(function.node):
                self._read(function, node)
        while sum(self._follow(function) for function in self.functions.values()):
            pass

    def in_private(self) -> set[str]:
        """Return the sentences that only reach people in private, wherever they are made."""
        told = {each for function in self.functions.values() for each in function.said}
        public = {site for is_public, site in told if is_public}
        private = {site for _, site in told} - public
        elsewhere = {site.sentence for site in self.sites - private}
        return {site.sentence for site in self.sites} - elsewhere

    def _take(self, module: str, tree: ast.Module) -> None:
        """List the functions and the imports of a module."""
        self.imported[module] = {
            each.asname or each.name: f"{node.module}.{each.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for each in node.names
        }
        self.functions[module] = Function(module, tree)
        for node in tree.body:
            inner = node.body if isinstance(node, ast.ClassDef) else [node]
            prefix = f"{module}.{node.name}" if isinstance(node, ast.ClassDef) else module
            for each in inner:
                if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
                    of = each.args
                    names = [one.arg for one in (*of.posonlyargs, *of.args, *of.kwonlyargs)]
                    self.functions[f"{prefix}.{each.name}"] = Function(
                        module, each, tuple(names[1:] if names[:1] == ["self"] else names)
                    )

    def _read(self, within: Function, node: ast.AST) -> None:
        """Take note of a step of a function."""
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    self._hold(within, target, value)
            case (
                ast.AnnAssign(target=target, value=ast.expr() as value)
                | ast.AugAssign(target=target, value=value)
                | ast.NamedExpr(target=target, value=value)
                | ast.For(target=target, iter=value)
                | ast.AsyncFor(target=target, iter=value)
                | ast.comprehension(target=target, iter=value)
                | ast.withitem(optional_vars=ast.expr() as target, context_expr=value)
            ):
                self._hold(within, target, value)
            case ast.Return(value=ast.expr() as value):
                within.returned += self._of(within, value)
            case ast.Call(func=ast.Attribute(value=target, attr="append" | "extend"), args=[value]):
                self._hold(within, target, value)
            case ast.Call() if self._name(within, node.func) in MESSAGES:
                said = {each.arg: each.value for each in node.keywords}
                private = said.get("private")
                alone = (
                    self._name(within, node.func).endswith("Answer")
                    or (isinstance(private, ast.Constant) and private.value is True)
                    or ("to" in said and _is_person(said["to"]))
                )
                within.says.append((not alone, self._of(within, said["text"])))
            case ast.Call():
                within.calls += [each for each in self._of(within, node) if isinstance(each, Call)]
            case _:
                pass

    def _hold(self, within: Function, target: ast.expr, value: ast.expr) -> None:
        what = self._of(within, value)
        if what:
            within.held += [
                (each.id, what)
                for each in ast.walk(target)
                if isinstance(each, ast.Name) and each.id not in PASSED_BY
            ]

    def _of(self, within: Function, value: ast.expr) -> tuple[Value, ...]:
        """Return what an expression may be made of."""
        if isinstance(value, ast.Call) and (functions := self._called(within, value.func)):
            return (
                Call(
                    functions,
                    tuple(self._of(within, each) for each in value.args),
                    tuple(
                        (each.arg, self._of(within, each.value))
                        for each in value.keywords
                        if each.arg is not None
                    ),
                    any(each.arg == "to" and _is_person(each.value) for each in value.keywords),
                ),
            )
        name = self._name(within, value).removeprefix("handlers.words.")
        if name in self.sentences:
            site = Site(name, within.module, value.lineno)
            self.sites.add(site)
            return (site,)
        if isinstance(value, ast.Name):
            return () if value.id in PASSED_BY else (Name(value.id),)
        return tuple(found for each in _inner(value) for found in self._of(within, each))

    def _called(self, within: Function, of: ast.expr) -> tuple[Function, ...]:
        name = self._name(within, of)
        if name in self.functions:
            return (self.functions[name],)
        if isinstance(of, ast.Attribute) and isinstance(of.value, ast.Name):
            methods = (self.functions.get(f"{scene}{of.attr}") for scene in SCENE)
            return tuple(each for each in methods if each is not None)
        return ()

    def _name(self, within: Function, of: ast.expr) -> str:
        """Return the full name of what an expression names; empty for a local value."""
        names = self.imported[within.module]
        match of:
            case ast.Name(id=name) if name in names:
                return names[name]
            case ast.Name(id=name) if f"{within.module}.{name}" in self.functions:
                return f"{within.module}.{name}"
            case ast.Attribute(value=ast.Name(id=alias), attr=name) if alias in names:
                return f"{names[alias]}.{name}"
            case _:
                return ""

    def _follow(self, within: Function) -> bool:
        """Carry what is known one step on; return whether anything is new."""
        before = self._known(within)
        for name, values in within.held:
            within.variables[name] |= self._worth(within, values)
        within.returns |= self._worth(within, within.returned)
        for is_public, values in within.says:
            within.said |= {(is_public, each) for each in self._worth(within, values)}
        for call in within.calls:
            for function in call.functions:
                for argument, values in call.arguments(function):
                    worth = self._worth(within, values) if values else ()
                    for is_public in (True, False):
                        if (is_public, Name(argument)) in function.said:
                            public = is_public and not call.to_one
                            within.said |= {(public, each) for each in worth}
        return before != self._known(within)

    def _known(self, within: Function) -> int:
        held = sum(map(len, within.variables.values()))
        return held + len(within.returns) + len(within.said)

    def _worth(self, within: Function, values: Iterable[Value]) -> set[Site | Name]:
        """Return the sentences, and the function's own arguments, that values may be made of."""
        found: set[Site | Name] = set()
        for value in values:
            match value:
                case Site():
                    found.add(value)
                case Name(name=name):
                    if name in within.arguments:
                        found.add(value)
                    elif name not in within.variables:
                        found |= self.functions[within.module].variables.get(name, set())
                    found |= within.variables.get(name, set())
                case Call(functions=functions):
                    for function in functions:
                        found |= {each for each in function.returns if isinstance(each, Site)}
                        for argument, given in value.arguments(function):
                            if Name(argument) in function.returns:
                                found |= self._worth(within, given)
        return found


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what belongs to a function or module itself, but no branch `if message.private`."""
    left = [node]
    apart: tuple[type[ast.AST], ...] = (ast.ClassDef, *LEAVES)
    if isinstance(node, ast.Module):
        apart = (*apart, ast.FunctionDef, ast.AsyncFunctionDef)
    while left:
        each = left.pop()
        private = isinstance(each, ast.If) and _is_of(each.test, {"private"})
        inner = each.orelse if isinstance(each, ast.If) and private else ast.iter_child_nodes(each)
        for part in inner:
            if not isinstance(part, apart):
                left.append(part)
                yield part


def _inner(value: ast.AST) -> Iterator[ast.expr]:
    for each in ast.iter_child_nodes(value):
        if isinstance(each, ast.expr):
            yield each
        else:
            yield from _inner(each)


def _is_of(of: ast.expr, names: Collection[str]) -> bool:
    """Whether the last name of an expression is one of these."""
    name = of.attr if isinstance(of, ast.Attribute) else of.id if isinstance(of, ast.Name) else ""
    return name in names


def _is_person(to: ast.expr) -> bool:
    return _is_of(to, PEOPLE)


def read_handlers(sentences: Collection[str]) -> Reading:
    """Follow the sentences through the handlers."""
    sources = {
        ".".join(path.relative_to(HANDLERS.parent).with_suffix("").parts): path.read_text()
        for path in HANDLERS.rglob("*.py")
        if "words" not in path.relative_to(HANDLERS).parts
    }
    return Reading(sources, sentences)
