"""No message takes long: the time grows with its length and no faster."""

import time

import pytest

from rules.detectors.obscenity import Reader

LENGTH = 4096
_SHAPES = (
    "а х ху еб бл страхуй запере на долбо тысука za zaeb ab1_ a_ a( a. a@ a@a. xh }{ | ' @ * . х."
    " х* х- х| а.б/ 3.14 [eq http:// бля* *х _ ~ # е.ба. п** и\u0306 х\u0335 \u0335 🐶 х🐶 𝓬𝓾 ⒳ ｘ"
)
SHAPES = _SHAPES.split()
WITH_SPACES = ("х ", "х у ", "ху ", "пи з де ", "бляж ", "x y ", "х\n", "су ка", "за лупа ", "з*б ")


def _many_odd_tokens(length: int) -> str:
    letters = "абехуйпизд*.-xyu36"
    chosen = (letters[(n * n + n // 7) % len(letters)] for n in range(length))
    return "".join(" " if n % 6 == 5 else letter for n, letter in enumerate(chosen))


def _seconds(text: str) -> float:
    best = 1.0
    for _ in range(5):
        reader = Reader()
        begun = time.process_time()
        reader.read(text)
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.slow
@pytest.mark.parametrize("shape", [*SHAPES, *WITH_SPACES])
def test_the_time_grows_with_the_length_and_no_faster(shape: str) -> None:
    _seconds(shape)
    quarter = _seconds((shape * LENGTH)[: LENGTH // 4])
    whole = _seconds((shape * LENGTH)[:LENGTH])

    # four times as long may take four times as long, and some for a busy machine
    assert whole < 12 * quarter + 0.002


def test_many_tokens_never_seen_before_take_no_longer() -> None:
    quarter, whole = _seconds(_many_odd_tokens(LENGTH // 4)), _seconds(_many_odd_tokens(LENGTH))
    assert whole < 12 * quarter + 0.002


def test_what_is_remembered_is_bounded() -> None:
    reader = Reader()
    for first in range(0, 60_000, 100):
        # numbers are remembered as words are, and judged in no time
        reader.read(" ".join(map(str, range(10_000 + first, 10_100 + first))))
        if first == 30_000:
            assert reader.remembers > 30_000

    assert reader.remembers <= 40_000
