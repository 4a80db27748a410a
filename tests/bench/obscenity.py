"""How well and how fast obscene words are seen, beside two libraries, on the labelled messages.

The libraries are in the dependency group `bench`; where they, or the messages, are missing, the
table says so. Speeds are the best of several rounds: other work on the machine only ever slows.
"""

import time
from collections.abc import Callable
from contextlib import chdir
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from tempfile import TemporaryDirectory

from rules.detectors.obscenity import Reader
from rules.detectors.registry import Label
from tests.bench.collection import Row, folder, rows
from tests.bench.figures import print_head, print_row, rate

MADE = (
    "кто-нибудь записал домашнее задание на завтра?",
    "да, страница 42, номера с 3 по 7",
    "спасибо большое, подстрахуй меня на паре",
    "а пара по физике будет?",
    "вроде перенесли на третью, команда в сборе",
)
"""Messages to measure speeds on where no others are."""

HOSTILE = (
    *(
        shape * 4096
        for shape in ("х", "ху", "х.", "х*", "х у ", "еб", "страхуй", "}{", "3.14", "[eq")
    ),
    *("х\u0335" * 4096, "х🐶" * 4096, "а.б/" * 4096, "zaeb " * 4096),
    " ".join(f"х*{n}б" for n in range(4096)),
)

Judge = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of a judge's answers on labelled messages."""

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        """Which share of what was flagged is obscene."""
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        """Which share of what is obscene was flagged."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(1, 2 * self.right + self.false + self.missed)


def print_table(*, quick: bool) -> None:
    """Print the table for us and for each library that is installed."""
    judges = {"Poryadok": _ours(), "badwords-py": _badwords(), "matcensor": _matcensor()}
    missing = [name for name, judge in judges.items() if judge is None]
    present = {name: judge for name, judge in judges.items() if judge is not None}
    if missing:
        print(f"\nNot installed (`uv run --group bench …`): {', '.join(missing)}")
    columns = [_column(name, judge, quick=quick) for name, judge in present.items()]
    if folder() is None:
        print("\nThe labelled messages are not beside the project: speeds on made messages only.")
    print()
    print_head("obscenity", *present, "aim")
    for line, aim in columns[0].aims.items():
        print_row(line, *(column.cells[line] for column in columns), aim)
    for kind in columns[0].kinds:
        print_row(f"recall, {kind}", *(column.kinds[kind] for column in columns), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    cells: dict[str, str]
    aims: dict[str, str]
    kinds: dict[str, str]


def _column(name: str, judge: Judge, *, quick: bool) -> _Column:
    ours = name == "Poryadok"
    cells: dict[str, str] = {}
    aims: dict[str, str] = {}
    kinds: dict[str, str] = {}
    plain, disguised, stream = rows("mat_dev"), rows("obf_dev"), rows("stream_dev")
    if plain:
        few = 500 if quick or not ours else len(stream)
        for line, aim, messages in (("plain", "0.99", plain), ("disguised", "0.96", disguised)):
            score = _score(judge, messages)
            aims[f"{line}: precision / recall / F1"] = aim
            cells[f"{line}: precision / recall / F1"] = (
                f"{score.precision:.3f} / {score.recall:.3f} / {score.f1:.3f}"
            )
        hard = [row for row in (*plain, *disguised) if row.kind.startswith("clean")]
        aims["innocent messages flagged"] = "at most 1 of 202"
        cells["innocent messages flagged"] = f"{_score(judge, hard).false} of {len(hard)}"
        clean = [row for row in stream if row.label == "0"][:few]
        aims["clean messages of the stream flagged"] = "0.03 %"
        cells["clean messages of the stream flagged"] = (
            f"{100 * _score(judge, clean).false / len(clean):.2f} % of {len(clean)}"
        )
        kinds = _recall_by_kind(judge, disguised)
    texts = [row.text for row in stream] or [MADE[n % len(MADE)] for n in range(5000)]
    aims["messages a second: cold, warm"] = "50 000, 120 000"
    cells["messages a second: cold, warm"] = _speeds(judge, texts, ours=ours, quick=quick)
    aims["worst hostile message of 4096, ms"] = "at most 20"
    cells["worst hostile message of 4096, ms"] = _worst(ours=ours)
    return _Column(cells=cells, aims=aims, kinds=kinds)


def _score(judge: Judge, messages: list[Row]) -> Score:
    right = false = missed = 0
    for row in messages:
        flagged = judge(row.text)
        right += flagged and row.label == "1"
        false += flagged and row.label != "1"
        missed += not flagged and row.label == "1"
    return Score(right=right, false=false, missed=missed)


def _recall_by_kind(judge: Judge, messages: list[Row]) -> dict[str, str]:
    kinds = sorted({row.kind for row in messages if row.label == "1"})
    found: dict[str, str] = {}
    for kind in kinds:
        of_kind = [row for row in messages if row.kind == kind]
        found[kind] = f"{sum(judge(row.text) for row in of_kind)}/{len(of_kind)}"
    return found


def _speeds(judge: Judge, texts: list[str], *, ours: bool, quick: bool) -> str:
    """Give messages a second, for us with an empty memory and a full one."""
    if not ours:
        return f"{rate(judge, texts[:100], clock=time.perf_counter):,.0f}"
    cold = warm = 0.0
    for _ in range(2 if quick else 7):
        read = Reader().read
        cold = max(cold, rate(read, texts, clock=time.perf_counter))
        warm = max(warm, rate(read, texts, clock=time.perf_counter))
    return f"{cold:,.0f}, {warm:,.0f}"


def _worst(*, ours: bool) -> str:
    if not ours:
        return "–"
    worst = 0.0
    for shape in HOSTILE:
        best = min(_milliseconds(shape[:4096]) for _ in range(3))
        worst = max(worst, best)
    return f"{worst:.1f}"


def _milliseconds(text: str) -> float:
    reader = Reader()
    begun = time.perf_counter()
    reader.read(text)
    return (time.perf_counter() - begun) * 1000


def _ours() -> Judge:
    reader = Reader()
    return lambda text: any(one.label is Label.OBSCENE for one in reader.read(text))


def _badwords() -> Judge | None:
    if find_spec("badwords") is None:
        return None
    words = import_module("badwords").ProfanityFilter()
    words.init(languages=["ru", "en"])
    return lambda text: bool(words.is_profane(text))


def _matcensor() -> Judge | None:
    if find_spec("matcensor") is None:
        return None
    # it keeps lists of its own where it is run
    with TemporaryDirectory() as place, chdir(place):
        words = import_module("matcensor").MatProtect()
    return lambda text: bool(words.checkCensor(text)["status"])
