"""The house keeps its shape: floors and doors, sizes, no state between calls, a quick start.

1. A room imports only from floors below; rooms on one floor do not know each other.
2. Each third party enters by one door, and what has no door is not let in.
3. Terminal, environment, clock and exit codes belong to ``cli``, files and folders to ``store`` and ``cli``.
4. Modules are short, functions are a handful of lines, parameters are few.
5. Nothing at module level changes.
6. ``assembler --help`` loads nothing of what building a document needs.
7. What is public says what it does.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "assembler"
MODULES = sorted(PACKAGE.rglob("*.py"))
Law = Callable[[Path], None]

FLOORS = (
    {"errors", "late", "plain"},
    {"model"},
    {"word", "i18n", "values"},
    {"store"},
    {"rules", "views"},
    {"jobs"},
    {"cli"},
    {"__main__"},
)
DOORS = {
    "babel": {"i18n", "values"},
    "click": {"cli"},
    "csv": {"store"},
    "distributed": {"jobs"},
    "docx": {"word"},
    "docxtpl": {"word"},
    "isal": {"word"},
    "icu": {"i18n"},
    "jinja2": {"word"},
    "lxml": {"word"},
    "markdown_it": {"values"},
    "markupsafe": {"word"},
    "msgspec": {"plain"},
    "openpyxl": {"store"},
    "pydantic": {"model", "store"},
    "ruamel": {"store"},
    "zipfile": {"word"},
}
THROUGH_A_HATCH = {("store", "pydantic"): {"ValidationError"}}
"""A room that may have these names of a third party and no more."""
WRITES = {"append", "extend", "insert", "remove", "pop", "clear", "add", "discard", "update", "setdefault"}
FILE_CALLS = {"read_bytes", "read_text", "write_bytes", "write_text", "mkdir", "unlink", "iterdir", "rglob"}
OUTSIDE_WORLD = {
    "os.environ", "os.getenv", "sys.exit", "sys.argv", "sys.stdout", "sys.stderr", "time.time",
    "datetime.now", "datetime.today", "date.today", "datetime.datetime.now", "datetime.date.today",
}  # fmt: skip


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree_of(path)))


def floor_of(room: str) -> int:
    for height, rooms in enumerate(FLOORS):
        if room in rooms:
            return height
    raise AssertionError(f"the room {room} has no floor: give it one here and in the design")


def imports(path: Path) -> Iterator[tuple[str, set[str], int]]:
    """(dotted module, names taken from it, line) of each import, wherever it stands in the file."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from ((alias.name, set(), node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno} imports by dots; say the room's name"
            names = {alias.name for alias in node.names}
            if node.module == "assembler":
                yield from ((f"assembler.{name}", set(), node.lineno) for name in names)
            else:
                yield str(node.module), names, node.lineno


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in nodes_of(path):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from ``def`` to the end, without the docstring."""
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def dotted(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            return f"{dotted(value)}.{attr}"
    return ""


def in_words(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def each_module(law: Law) -> Callable[[str], None]:
    """A test for each room: the law holds in all of its modules, or every breach is told."""

    @pytest.mark.parametrize("room", sorted({room_of(path) for path in MODULES}))
    def test(room: str) -> None:
        told = [said for path in MODULES if room_of(path) == room and (said := breach(law, path))]
        assert not told, "\n".join(told)

    test.__name__ = law.__name__
    return test


def breach(law: Law, path: Path) -> str:
    """What ``law`` says of a module that breaks it; empty where it holds."""
    try:
        law(path)
    except AssertionError as error:
        return str(error)
    return ""


@each_module
def test_a_module_imports_only_from_floors_below(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    for name, _, line in imports(path):
        if name.startswith("assembler."):
            other = name.split(".")[1]
            below = other == room or other == "__version__" or floor_of(other) < floor_of(room)
            assert below, f"{in_words(path)}:{line} the room {room} may not import {name}"


@each_module
def test_a_third_party_enters_by_its_door(path: Path) -> None:
    room = room_of(path)
    for name, taken, line in imports(path):
        party = name.split(".")[0]
        if party == "assembler" or (party in sys.stdlib_module_names and party not in DOORS):
            continue
        here = f"{in_words(path)}:{line}"
        assert party in DOORS, f"{here} {party} has no door: is it a dependency of ours?"
        assert room in DOORS[party], f"{here} {party} enters by {sorted(DOORS[party])}, not by {room}"
        hatch = THROUGH_A_HATCH.get((room, party))
        assert hatch is None or (taken and taken <= hatch), f"{here} takes {taken}; only {hatch} may pass"


def test_every_room_has_a_floor_and_every_floor_its_rooms() -> None:
    rooms = {room_of(path) for path in MODULES} - {"__init__"}
    assert rooms == set().union(*FLOORS)


@each_module
def test_only_cli_speaks_with_the_world(path: Path) -> None:
    if room_of(path) in {"cli", "__main__"}:
        return
    for node in nodes_of(path):
        name = dotted(node) if isinstance(node, ast.Attribute) else ""
        assert name not in OUTSIDE_WORLD, f"{in_words(path)}:{node.lineno} {name} belongs to cli"
        if isinstance(node, ast.Call):
            assert dotted(node.func) not in {"print", "input", "exit"}, f"{in_words(path)}:{node.lineno}"


@each_module
def test_only_store_and_cli_touch_files(path: Path) -> None:
    if room_of(path) in {"cli", "store"}:
        return
    for node in nodes_of(path):
        if isinstance(node, ast.Call):
            called = "" if dotted(node.func).startswith("self.") else dotted(node.func).rpartition(".")[2]
            opens = called in FILE_CALLS or dotted(node.func) == "open"
            assert not opens, f"{in_words(path)}:{node.lineno} opens a file; that is for store"


@each_module
def test_a_module_is_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 320, f"{in_words(path)} has {lines} lines; which two things does it do?"


@each_module
def test_a_function_is_a_handful_of_lines(path: Path) -> None:
    long = {f"{f.name} ({lines_of(f)} lines)" for f in functions(path) if lines_of(f) > 40}
    assert not long, f"{in_words(path)}: {', '.join(sorted(long))}"


@each_module
def test_a_function_takes_few_parameters(path: Path) -> None:
    if room_of(path) == "cli":
        return  # a command has as many as it has options
    for function in functions(path):
        wanted = [a.arg for a in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
        wanted = [name for name in wanted if name not in {"self", "cls"}]
        said = f"{in_words(path)}:{function.lineno} {function.name} takes {len(wanted)}"
        assert len(wanted) <= 6, f"{said} parameters; is there a thing that wants a name?"


def test_most_functions_are_shorter_still() -> None:
    sizes = sorted(lines_of(function) for path in MODULES for function in functions(path))
    assert median(sizes) <= 10
    assert sum(size > 25 for size in sizes) <= 0.05 * len(sizes)


def module_level_containers(tree: ast.Module) -> set[str]:
    """Names at module level that hold something that could be changed."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


@each_module
def test_nothing_at_module_level_changes(path: Path) -> None:
    tree = tree_of(path)
    names = module_level_containers(tree)
    for function in functions(path):
        own = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)
               and isinstance(node.ctx, ast.Store)}  # fmt: skip
        own |= {argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)}
        for node in ast.walk(function):
            here = f"{in_words(path)}:{getattr(node, 'lineno', 0)}"
            assert not isinstance(node, ast.Global), f"{here} changes a global"
            changed = changed_name(node)
            assert changed not in names - own, f"{here} changes {changed}, which all calls share"


def changed_name(node: ast.AST) -> str:
    """The name whose value this statement or call changes in place; empty for any other."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr)) if attr in WRITES:
            return name
        case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
            return name
        case ast.AugAssign(target=ast.Name(id=name)):
            return name
    return ""


def test_the_help_starts_without_what_building_needs() -> None:
    code = (
        "import sys; from assembler.cli import main\n"
        "try: main(['--help'], standalone_mode=True)\n"
        "except SystemExit: pass\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stderr.split()) & (set(DOORS) | {"pydantic_core", "numpy"})
    assert loaded <= {"click"}, f"assembler --help loads {sorted(loaded)}"
    assert "Usage" in run.stdout


@each_module
def test_what_is_public_says_what_it_does(path: Path) -> None:
    tree = tree_of(path)
    assert ast.get_docstring(tree), f"{in_words(path)} has no docstring"
    silent = [name for name, node in public(tree) if not ast.get_docstring(node)]
    assert not silent, f"{in_words(path)}: {', '.join(silent)} without a docstring"


def public(
    scope: ast.Module | ast.ClassDef, before: str = ""
) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]]:
    """Public functions and classes, and the public methods of those classes."""
    for node in scope.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if node.name.startswith("_") or "overload" in {dotted(d) for d in node.decorator_list}:
                continue
            yield f"{before}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node, f"{node.name}.")


def test_no_room_for_odds_and_ends() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base"}
    assert not [in_words(path) for path in MODULES if path.stem in vague]
