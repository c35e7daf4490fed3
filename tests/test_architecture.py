"""The architecture: packages and who may import whom, third parties, sizes, and what only some packages do.

1. A package imports what its row in ``PACKAGES`` names, late imports and those for types included, and no
   module is in a cycle.
2. A folder holds at most 15 modules; modules and functions are short, parameters are few.
3. Each third party has one package, and what has none is not let in.
4. Terminal, environment and exit codes belong to ``cli``, the clock to ``api`` too, files and folders to
   ``store`` and ``cli``.
5. Nothing at module level changes; what is public has a docstring.
   No module but a view names a document type: a type is a folder in ``templates/``.
6. ``assembler --help`` loads nothing of what building a document needs.
7. No text file holds a conflict that git left in it.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from statistics import median

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "assembler"
MODULES = sorted(PACKAGE.rglob("*.py"))
Law = Callable[[Path], None]

PACKAGES: Mapping[str, str] = {
    # the ground: everybody may import it
    "errors": "",
    "structs": "",
    "lazy": "",
    "version": "",
    "diagnostics": "structs",
    # the domain: what it is about
    "model/types": "",
    "model/messages": "",
    "model/reference": "model/types",
    "model/review": "model/types model/reference",
    "model/tracking": "model/types model/reference",
    "model/documents": "model/types model/reference model/review model/tracking",
    "model": "model/types",
    # engines: values, languages
    "values/markdown": "model/types",
    "values": "model/types model/messages model/documents values/markdown",
    "i18n/languages": "model/messages",
    "i18n/po": "",
    "i18n/xliff": "model/messages",
    "i18n/checks": "model/messages model/reference i18n/languages i18n/po",
    "i18n/catalogue": "model/messages i18n/languages i18n/po i18n/checks",
    # engines: Word files
    "word/package": "model/messages",
    "word/messages": "model/messages word/package word/template",
    "word/style": "word/package word/messages",
    "word/template": "word/package",
    "word/render": "word/package word/template",
    "word/content": "model/types word/package word/template",
    "word/charts": "model/types word/package word/content",
    "word/forms": "model/types model/documents word/package word/content",
    "word/returned": "model/types model/documents word/package word/content word/forms",
    "word/check": "word/package word/render word/style",
    "word/compare": "word/package",
    "word/dump": "word/package word/returned word/check",
    # engines: PDFs
    "pdf": "",
    # engines: disk and model
    "store/files": "",
    "store/office": "store/files word/content pdf",
    "store/yaml": "model/types model/reference model/review model/tracking model/documents store/files",
    "store/tables": "model model/types model/messages store/yaml word/package",
    "store/records": (
        "model model/types model/review model/documents values store/files store/yaml store/tables"
    ),
    "store/checks": (
        "model model/types model/reference model/review i18n/languages store/files store/yaml store/records"
    ),
    "store/project": (
        "model model/types model/reference model/review model/tracking model/documents i18n/languages "
        "store/files store/yaml store/records store/checks"
    ),
    "store/returns": "model/documents store/files store/project",
    # the domain: what is checked and computed
    "rules": "model/* store/records store/checks store/project store/yaml",
    "views": "model model/* values i18n/languages store/records store/project",
    # features
    "messages": "model model/* rules i18n/* store/* word/package word/messages word/style word/forms",
    "assembly/checks": "model model/* views messages store/* word/*",
    "assembly/orders": "model model/* views messages i18n/* store/* word/* assembly/checks",
    "assembly/forms": "model model/* values views i18n/* store/* word/* assembly/orders",
    "assembly/content": "model model/* values views i18n/* store/* word/* assembly/forms",
    "assembly": (
        "model model/* values rules views i18n/* store/* word/* assembly/checks assembly/orders "
        "assembly/forms assembly/content"
    ),
    "merging": "store/files store/records store/project store/returns word/returned",
    "planning": (
        "model/reference model/review rules views i18n/catalogue i18n/languages store/files store/project "
        "store/records merging"
    ),
    "sheets": "model model/* values rules i18n/* store/* merging",
    "translation": "model/* i18n/* store/* word/* messages assembly/orders assembly",
    "collect/reading": "model/* values i18n/* word/* merging",
    "collect/applying": "model model/* store/* word/* merging collect/reading",
    "collect": (
        "model model/* values rules views store/* word/* merging sheets assembly assembly/orders "
        "assembly/content collect/reading collect/applying"
    ),
    "batch": "model/* i18n/* store/* pdf assembly assembly/orders",
    "rounds": "model model/* rules views store/* word/forms merging assembly assembly/orders collect",
    "lint": "model/* i18n/* store/* word/* messages translation assembly assembly/orders assembly/checks",
    # doors
    "api": "store/* word/check merging assembly assembly/orders collect",
    "cli": "store/* merging batch assembly/orders rounds api",
    "cli/commands": (
        "model/* i18n/* store/* word/dump merging messages sheets translation planning assembly "
        "assembly/orders batch collect rounds lint api cli"
    ),
    "__main__": "cli",
}
"""Each package with those that it may import; ``x/*`` stands for all packages below ``x``."""
GROUND = {"", "errors", "structs", "lazy", "version", "diagnostics"}
ORDER = (
    {"errors", "structs", "lazy", "version"},
    {"diagnostics"},
    {"model"},
    {"word", "i18n", "values", "pdf"},
    {"store"},
    {"rules", "views"},
    {"messages"},
    {"assembly"},
    {"merging"},
    {"sheets", "translation", "planning"},
    {"batch", "collect"},
    {"rounds", "lint"},
    {"api"},
    {"cli"},
    {"__main__"},
)
"""The groups from bottom to top; a row of the table leads downwards or stays in its group."""
DISCOVERED = {"diagnostics", "values", "views", "cli/commands", "word/check"}
"""Folders that may hold more than 15 modules, since a module is all that it takes to add one."""
THIRD_PARTIES = {
    "babel": {"i18n", "values"},
    "click": {"cli"},
    "csv": {"store/tables"},
    "distributed": {"batch"},
    "docx": {"word"},
    "docxcompose": {"word/content"},
    "docxtpl": {"word/template"},
    "icalendar": {"planning"},
    "icu": {"i18n/languages"},
    "isal": {"word/package"},
    "jinja2": {"word"},
    "lxml": {"word"},
    "markupsafe": {"word"},
    "msgspec": {"structs"},
    "openpyxl": {"store/tables"},
    "ortools": {"planning"},
    "pikepdf": {"pdf"},
    "pptx": {"word/charts"},
    "pydantic": {"model", "store/yaml"},
    "ruamel": {"store/yaml"},
    "yaml": {"store/yaml"},
    "subprocess": {"store/office"},
    "xlsxwriter": {"word/charts"},
    "zipfile": {"word"},
}
"""Packages (those below them included) that import a third party, or what would be one elsewhere."""
ONLY_NAMES = {("store/yaml", "pydantic"): {"ValidationError"}}
"""A package that may have these names of a third party and no more."""
WRITES = {"append", "extend", "insert", "remove", "pop", "clear", "add", "discard", "update", "setdefault"}
FILE_CALLS = {"read_bytes", "read_text", "write_bytes", "write_text", "mkdir", "unlink", "iterdir", "rglob"}
OUTSIDE_WORLD = {
    "os.environ", "os.getenv", "sys.exit", "sys.argv", "sys.stdout", "sys.stderr", "time.time",
    "datetime.now", "datetime.today", "date.today", "datetime.datetime.now", "datetime.date.today",
}  # fmt: skip
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base"}


# -- reading the code ------------------------------------------------------------------------------


def location(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def package_of(path: Path) -> str:
    """The folder of a module; a module at the top is a package of its own, ``assembler`` itself is ""."""
    folder = path.parent.relative_to(PACKAGE).as_posix()
    return folder if folder != "." else path.stem.removeprefix("__init__")


def group_of(package: str) -> str:
    return package.split("/")[0]


def dotted(path: Path) -> str:
    """The name of a module without ``assembler.``."""
    return ".".join(part for part in path.relative_to(PACKAGE).with_suffix("").parts if part != "__init__")


PATHS = {dotted(path): path for path in MODULES}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree_of(path)))


def imports(path: Path) -> Iterator[tuple[str, set[str], int]]:
    """(dotted module, names taken from it, line) of each import, wherever it stands in the file."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from ((alias.name, set(), node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{location(path)}:{node.lineno} imports by dots; name the package"
            yield str(node.module), {alias.name for alias in node.names}, node.lineno


@cache
def own_imports(path: Path) -> tuple[tuple[Path, int], ...]:
    """(module of ours, line) of each import; a submodule counts as itself, not as its package."""
    found = []
    for name, names, line in imports(path):
        if name.split(".")[0] == "assembler":
            short = name.removeprefix("assembler").lstrip(".")
            inside = [f"{short}.{each}".lstrip(".") for each in names]
            modules = [each for each in inside if each in PATHS]
            if len(modules) < len(names) or not names:
                modules.append(short)
            found += [(PATHS[each], line) for each in modules if each in PATHS]
    return tuple(found)


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


def name_of(node: ast.AST) -> str:
    """``os.environ`` of an expression; "" for what is no dotted name."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            return f"{name_of(value)}.{attr}"
    return ""


def each_module(law: Law) -> Callable[[str], None]:
    """A test for each group of packages: the law holds in all their modules, or each breach is reported."""

    @pytest.mark.parametrize("group", sorted({group_of(package_of(path)) for path in MODULES}))
    def test(group: str) -> None:
        breaches = [
            each for path in MODULES if group_of(package_of(path)) == group and (each := breach(law, path))
        ]
        assert not breaches, "\n".join(breaches)

    test.__name__ = law.__name__
    return test


def breach(law: Law, path: Path) -> str:
    """What ``law`` says of a module that breaks it; empty where it holds."""
    try:
        law(path)
    except AssertionError as error:
        return str(error)
    return ""


# -- packages and edges ----------------------------------------------------------------------------


def allowed(package: str) -> set[str]:
    """The packages that ``package`` may import, the ground apart."""
    found: set[str] = set()
    for name in PACKAGES[package].split():
        below = name.removesuffix("*")
        found |= {each for each in PACKAGES if each.startswith(below)} if name.endswith("/*") else {name}
    return found - {package}


def test_every_package_has_a_row_and_every_row_a_package() -> None:
    there = {package_of(path) for path in MODULES if path.name != "__init__.py"}
    only_below = {group_of(each) for each in there} - there
    assert there == set(PACKAGES)
    assert all((PACKAGE / each / "__init__.py").is_file() for each in only_below)


@each_module
def test_a_module_imports_what_its_package_may(path: Path) -> None:
    package = package_of(path)
    if not package or package in {"word", "i18n", "store"}:
        return
    for module, line in own_imports(path):
        other = package_of(module)
        may = other == package or other in GROUND or other in allowed(package)
        assert may, f"{location(path)}:{line} {package} may not import {other} ({location(module)})"


def test_every_allowed_edge_is_used() -> None:
    """What nobody needs is taken out of the table again."""
    used = {(package_of(path), package_of(module)) for path in MODULES for module, _ in own_imports(path)}
    for package, row in PACKAGES.items():
        for name in row.split():
            others = {name} if not name.endswith("/*") else {e for e in PACKAGES if e.startswith(name[:-1])}
            assert any((package, other) in used for other in others), f"{package} does not import {name}"


def test_the_table_has_no_cycle_and_leads_downwards() -> None:
    heights = {group: height for height, groups in enumerate(ORDER) for group in groups}
    for package in PACKAGES:
        for other in allowed(package):
            assert package not in allowed(other), f"{package} and {other} import each other"
            here, there = heights[group_of(package)], heights[group_of(other)]
            same = group_of(package) == group_of(other)
            assert there < here or same, f"{package} is not above {other}"
    assert cycles({package: allowed(package) for package in PACKAGES}) == []


def test_no_module_is_in_a_cycle() -> None:
    graph = {
        name: {dotted(module) for module, _ in own_imports(path)} - {name} for name, path in PATHS.items()
    }
    assert cycles(graph) == []


def cycles(graph: Mapping[str, set[str]]) -> list[set[str]]:
    """The sets of nodes that reach each other."""
    reach = {node: reached(graph, node) for node in graph}
    knots = {frozenset({node, *(o for o in reach[node] if node in reach.get(o, ()))}) for node in graph}
    return sorted(({*knot} for knot in knots if len(knot) > 1), key=min)


def reached(graph: Mapping[str, set[str]], start: str) -> set[str]:
    found, ahead = set[str](), [start]
    while ahead:
        for other in graph.get(ahead.pop(), ()):
            if other not in found:
                found.add(other)
                ahead.append(other)
    return found


@each_module
def test_a_third_party_has_its_package(path: Path) -> None:
    package = package_of(path)
    for name, names, line in imports(path):
        party = name.split(".")[0]
        if party == "assembler" or (party in sys.stdlib_module_names and party not in THIRD_PARTIES):
            continue
        here = f"{location(path)}:{line}"
        assert party in THIRD_PARTIES, f"{here} {party} has no package: is it a dependency of ours?"
        homes = THIRD_PARTIES[party]
        at_home = any(package == home or package.startswith(f"{home}/") for home in homes)
        assert at_home, f"{here} {party} is imported by {sorted(homes)}, not by {package}"
        only = ONLY_NAMES.get((package, party))
        assert only is None or (names and names <= only), f"{here} takes {names}; it may take {only}"


# -- sizes -----------------------------------------------------------------------------------------


def test_a_folder_holds_at_most_15_modules() -> None:
    sizes = Counter(package_of(path) for path in MODULES if path.name != "__init__.py")
    large = {package: size for package, size in sizes.items() if size > 15 and package not in DISCOVERED}
    assert large == {}


@each_module
def test_a_module_is_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 400, f"{location(path)} has {lines} lines; which two topics are in it?"


@each_module
def test_a_function_is_short(path: Path) -> None:
    long = {f"{f.name} ({lines_of(f)} lines)" for f in functions(path) if lines_of(f) > 40}
    assert not long, f"{location(path)}: {', '.join(sorted(long))}"


@each_module
def test_a_function_takes_few_parameters(path: Path) -> None:
    if group_of(package_of(path)) == "cli":
        return  # a command has as many as it has options
    for function in functions(path):
        args = [a.arg for a in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
        count = len([name for name in args if name not in {"self", "cls"}])
        assert count <= 6, f"{location(path)}:{function.lineno} {function.name} takes {count} parameters"


def test_most_functions_are_shorter_still() -> None:
    sizes = sorted(lines_of(function) for path in MODULES for function in functions(path))
    assert median(sizes) <= 10
    assert sum(size > 25 for size in sizes) <= 0.05 * len(sizes)


# -- what only some packages do --------------------------------------------------------------------


@each_module
def test_only_doors_use_terminal_environment_and_clock(path: Path) -> None:
    if group_of(package_of(path)) in {"api", "cli", "__main__"}:
        return
    for node in nodes_of(path):
        name = name_of(node) if isinstance(node, ast.Attribute) else ""
        assert name not in OUTSIDE_WORLD, f"{location(path)}:{node.lineno} {name} belongs to api or cli"
        if isinstance(node, ast.Call):
            assert name_of(node.func) not in {"print", "input", "exit"}, f"{location(path)}:{node.lineno}"


@each_module
def test_only_store_and_cli_touch_files(path: Path) -> None:
    if group_of(package_of(path)) in {"cli", "store"}:
        return
    for node in nodes_of(path):
        if isinstance(node, ast.Call):
            name = name_of(node.func)
            called = "" if name.startswith("self.") else name.rpartition(".")[2]
            opens = called in FILE_CALLS or name == "open"
            assert not opens, f"{location(path)}:{node.lineno} opens a file; that is for store"


@each_module
def test_nothing_at_module_level_changes(path: Path) -> None:
    names = module_level_names(tree_of(path))
    for function in functions(path):
        nodes = tuple(ast.walk(function))
        shared = {changed_name(node) for node in nodes} & names
        changes_global = any(isinstance(node, ast.Global) for node in nodes)
        if shared or changes_global:
            own = {
                node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            }
            own |= {argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)}
            here = f"{location(path)}:{function.lineno} {function.name}"
            assert not changes_global, f"{here} changes a global"
            assert not shared - own, f"{here} changes {', '.join(shared - own)}, which all calls share"


def module_level_names(tree: ast.Module) -> set[str]:
    """Names that are bound to a value at module level."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


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


def test_help_loads_nothing_that_building_needs() -> None:
    code = (
        "import sys; from assembler.cli import main\n"
        "try: main(['--help'], standalone_mode=True)\n"
        "except SystemExit: pass\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stderr.split()) & (set(THIRD_PARTIES) | {"pydantic_core", "numpy"})
    assert loaded <= {"click"}, f"assembler --help loads {sorted(loaded)}"
    assert "Usage" in run.stdout


@each_module
def test_what_is_public_has_a_docstring(path: Path) -> None:
    tree = tree_of(path)
    assert ast.get_docstring(tree), f"{location(path)} has no docstring"
    silent = [name for name, node in public(tree) if not ast.get_docstring(node)]
    assert not silent, f"{location(path)}: {', '.join(silent)} without a docstring"


def public(
    scope: ast.Module | ast.ClassDef, before: str = ""
) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]]:
    """Public functions and classes, and the public methods of those classes."""
    for node in scope.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if node.name.startswith("_") or "overload" in {name_of(d) for d in node.decorator_list}:
                continue
            yield f"{before}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node, f"{node.name}.")


@each_module
def test_only_a_view_names_a_document_type(path: Path) -> None:
    if group_of(package_of(path)) == "views":
        return
    for node in nodes_of(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings(path):
            named = named_types(node.value)
            assert not named, f"{location(path)}:{node.lineno} names {named}; the declaration should say it"


@cache
def type_pattern() -> re.Pattern[str]:
    """The name of any document type, or of its view."""
    names = [path.parent.name for path in (PACKAGE.parent / "templates").glob("*/document.yaml")]
    return re.compile(rf"(?<![\w-])({'|'.join(names).replace('-', '[-_]')})(?![\w-])")


@cache
def docstrings(path: Path) -> frozenset[ast.AST]:
    """Every string that is a statement of its own: the examples in it may name anything."""
    return frozenset(node.value for node in nodes_of(path) if isinstance(node, ast.Expr))


def named_types(text: str) -> list[str]:
    """The document types that ``text`` names, or their views; examples of commands apart."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("assembler "))
    return [name for line in lines for name in type_pattern().findall(line)]


def test_no_text_file_holds_a_conflict_of_git() -> None:
    root = PACKAGE.parent
    folders = ("assembler", "data", "docs", "locales", "templates", "tests")
    files = [*root.glob("*.*"), *(path for folder in folders for path in (root / folder).rglob("*.*"))]
    texts = (path for path in files if path.suffix in {".md", ".po", ".pot", ".py", ".toml", ".txt", ".yaml"})
    marker = re.compile(r"^(<{7} |>{7} )", re.MULTILINE)
    found = [path for path in texts if path.is_file() and marker.search(path.read_text("utf-8"))]
    assert [path.relative_to(root).as_posix() for path in found] == []


def test_no_module_is_for_odds_and_ends() -> None:
    assert not [location(path) for path in MODULES if path.stem in VAGUE]
