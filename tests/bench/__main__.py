"""`python -m tests.bench`: the ratios to a bare bot, and how well the detectors do, as tables."""

import argparse
import asyncio

from tests.bench import (
    backlog,
    detectors,
    dispatch,
    flooding,
    hostile,
    insults,
    links,
    obscenity,
    personal_data,
    raid,
    removal,
    start,
)
from tests.bench.figures import print_head, print_row

AT_LEAST = 3.0
AT_MOST = 1.5
A_TENTH = 0.1
LONGEST_WAIT = 2.0
ALIKE = 1.3
START_AT_MOST = 1.4


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true", help="few rounds, to see that it runs")
    quick = parser.parse_args().quick
    messages, turns = (2_000, 3) if quick else (10_000, 15)
    rates = asyncio.run(dispatch.measure(messages=messages, turns=turns, detecting=False))
    watched = asyncio.run(dispatch.measure(messages=messages, turns=turns, detecting=True))
    delays = asyncio.run(removal.measure(messages=10 if quick else 200))
    storm = asyncio.run(raid.measure(messages=100 if quick else 1_000, chats=5 if quick else 20))
    waiting = asyncio.run(backlog.measure(parcels=10_000, turns=5 if quick else 15))
    starts = asyncio.run(start.measure(turns=2 if quick else 9))
    print_head("measure", "Poryadok", "bare vkbottle", "ratio", "aim")
    for words, pair, form, aim in (
        ("ordinary messages a second", rates, ",.0f", f"at least {AT_LEAST}"),
        ("the same with every detector on", watched, ",.0f", ""),
        (
            "removal of a blocked member's message, ms (median)",
            delays,
            ".1f",
            f"at most {AT_MOST}",
        ),
        ("a raid: seconds until the last message is gone", storm.gone, ".2f", f"at most {A_TENTH}"),
        ("calls made in it", storm.calls, ".0f", ""),
        (
            "a look into the outbox, ms (median): 10,000 parcels wait; 1,000 wait",
            waiting,
            ".1f",
            f"at most {ALIKE}",
        ),
        (
            "until the first poll, beside `import vkbottle`, s of the processor (median)",
            starts,
            ".2f",
            f"at most {START_AT_MOST}",
        ),
    ):
        print_row(words, f"{pair.ours:{form}}", f"{pair.bare:{form}}", f"{pair.ratio:.3f}", aim)
    wait = "the longest wait of a moderator's command in the raid, s"
    print_row(wait, f"{storm.longest_wait:.2f}", "", "", f"under {LONGEST_WAIT:.0f}")
    print()
    hostile.print_rows(quick=quick)
    print()
    obscenity.print_table(quick=quick)
    print("\nInsults and threats without obscene words")
    insults.measure()
    print("\nFlooding")
    flooding.measure(talks=1 if quick else 5)
    print("\nLinks and advertising")
    links.print_rows()
    print("\nPersonal data, beside two libraries")
    personal_data.print_rows()
    detectors.print_table(quick=quick)


if __name__ == "__main__":
    main()
