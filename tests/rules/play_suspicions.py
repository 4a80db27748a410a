"""A chat in which detectors find things at random, and moderators settle what they found."""

from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from rules.conduct import Conduct
from rules.detectors.detection import Detection
from rules.detectors.registry import Detector, Label
from rules.ids import MemberId, RuleNumber, SuspicionNumber
from rules.responses import Response
from rules.settings import DETECTOR_OF, Kind, Setting
from rules.vocabulary import suspicions
from rules.vocabulary.chats import AdoptChat, ChangeSetting
from rules.vocabulary.people import Standing
from tests.rules.play import EVERYONE, TEACHER, Chat, asking, someone
from tests.rules.policies import CONDUCT
from tests.rules.watch import PRESENT, Watch
from tests.rules.watch_suspicions import SuspicionWatch

Press = type[
    suspicions.CountSuspicion
    | suspicions.RemoveSuspected
    | suspicions.ClearSuspicion
    | suspicions.LeaveSuspicion
    | suspicions.ReopenSuspicion
]

PRESSES: list[Press] = [
    suspicions.CountSuspicion,
    suspicions.RemoveSuspected,
    suspicions.ClearSuspicion,
    suspicions.LeaveSuspicion,
    suspicions.ReopenSuspicion,
]

detections = st.builds(
    Detection,
    detector=st.sampled_from([Detector.OBSCENITY] * 4 + list(Detector)),
    label=st.just(Label.OBSCENE),
    certainty=st.sampled_from([0.5, 0.8, 0.94, 0.95, 1.0, 1.0]),
    rule=st.sampled_from([None, None, None, 1, 9]),
)
found = st.lists(detections, min_size=1, max_size=3).map(tuple)
seconds = st.integers(0, 40).map(lambda n: timedelta(seconds=n))


@dataclass(frozen=True)
class Words:
    """Somebody writes so many messages in a row, a pause before each."""

    detections: tuple[Detection, ...]
    pause: timedelta
    times: int


presses = st.lists(st.sampled_from(PRESSES), max_size=3)
words = st.builds(Words, found, seconds, st.integers(1, 3))


class WatchedChat(Chat):
    """The same chat with detectors in it."""

    def watcher(self) -> Watch:
        return SuspicionWatch(self.chat)

    def begin(self) -> None:
        self.ask(TEACHER, AdoptChat(by=self.chat.actor(TEACHER), kind=Kind.GROUP, group=""))
        self.choose(TEACHER, Setting("obscenity"), Response.COUNT)

    @rule(
        by=asking,
        setting=st.sampled_from([Setting("obscenity")] * 3 + sorted(DETECTOR_OF)),
        wanted=st.sampled_from([Response.COUNT] * 3 + list(Response)),
    )
    def choose(self, by: MemberId, setting: Setting, wanted: Response) -> None:
        self.ask(by, ChangeSetting(by=self.chat.actor(by), setting=setting, value=wanted.value))

    @rule(rules=st.sampled_from([CONDUCT.rules, CONDUCT.rules, CONDUCT.rules[::2]]))
    def revise(self, rules: tuple[object, ...]) -> None:
        """A rule of conduct is dropped, or comes back."""
        kept = tuple(each for each in CONDUCT.rules if each in rules)
        self.chat.policy = replace(self.chat.policy, conduct=Conduct(rules=kept))

    @rule(who=someone, said=words)
    def write(self, who: MemberId, said: Words) -> None:
        for _ in range(said.times):
            self.now += said.pause
            self.message_of(who)
            self.read(who, said.detections)

    @rule(who=someone, said=found)
    def edit(self, who: MemberId, said: tuple[Detection, ...]) -> None:
        """The latest message is read again."""
        self.read(who, said)

    def read(self, who: MemberId, said: tuple[Detection, ...]) -> None:
        message = self.message_of(who, 1)
        request = suspicions.RaiseSuspicion(message=message, posted_at=self.now, detections=said)
        self.ask(who, request)

    @rule(
        who=someone,
        said=words,
        meanwhile=st.integers(0, 9),
        by=asking,
        presses=presses,
        recorded=st.sampled_from([[], [], [2], [1, 2]]),
    )
    def incident(
        self,
        who: MemberId,
        said: Words,
        meanwhile: int,
        by: MemberId,
        presses: list[Press],
        recorded: list[int],
    ) -> None:
        """Somebody writes, something may happen before the bot acts, then moderators press, and
        record messages of it, counted back from the newest.
        """
        self.write(who, said)
        match meanwhile:
            case 0 if who in EVERYONE and EVERYONE[who] in PRESENT:
                self.become(who, Standing.MODERATOR)
            case 1:
                self.choose(by, Setting("obscenity"), Response.HINT)
            case 2:
                self.revise(CONDUCT.rules[::2])
            case 3:
                self.settle(by, suspicions.CountSuspicion, 0, hurt=False)
            case _:
                pass
        self.act(twice=False)
        for press in presses:
            self.settle(by, press, 0, hurt=False)
        if recorded:
            self.record(who, by, RuleNumber(1), recorded)

    @rule(twice=st.booleans())
    def act(self, twice: bool) -> None:
        """What was gathered is acted upon when it is due, or once too often."""
        for suspicion in list(self.chat.suspicions.all.values()):
            if suspicion.acts_at is None and not twice:
                continue
            self.now = max(self.now, suspicion.acts_at or self.now)
            self.ask(suspicion.member, suspicions.EnforceSuspicion(number=suspicion.number))
            self.ask(suspicion.member, suspicions.PresentSuspicion(number=suspicion.number))

    @rule(
        by=asking,
        press=st.sampled_from(PRESSES),
        back=st.integers(0, 2),
        hurt=st.booleans(),
        of=st.integers(-1, 2),
    )
    def settle(self, by: MemberId, press: Press, back: int, hurt: bool, of: int = -1) -> None:
        """Somebody presses a button of a card, about one of its messages or (-1) all."""
        number = SuspicionNumber(len(self.chat.suspicions.all) - back)
        suspicion = self.chat.suspicions.all.get(number)
        about = TEACHER if suspicion is None else suspicion.member
        messages = () if suspicion is None or of < 0 else suspicion.messages[of : of + 1]
        request = press(by=self.chat.actor(by), number=number, message=next(iter(messages), None))
        if isinstance(request, suspicions.CountSuspicion):
            request = replace(request, aimed_at=frozenset({by} if hurt else ()))
        self.ask(about, request)
