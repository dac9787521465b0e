"""Look questions up, tell which are asked, and read and check the answers to them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from akkoord.facts.answers import names_in, typed_tree
from akkoord.facts.conditions import Comparables
from akkoord.facts.kinds import FactType, FactValue
from akkoord.facts.limits import check_group
from akkoord.facts.questions import Group, InvalidQuestions, Part, Question, QuestionGroup, group_of
from akkoord.facts.reading import Reading, read_form
from akkoord.language import Language, Message, Words


class Questions(Mapping[str, Question]):
    """All questions of a clause set, by the name of the fact they ask for.

    Derived facts (`term.end`, `own_texts.unplaced`) are known by name too, but belong to no group and are never asked.
    """

    def __init__(self, groups: Iterable[type[Group]] = (), derived: Iterable[Question] | None = None) -> None:
        self.groups = tuple(group_of(model) for model in groups)
        self.derived = tuple(DERIVED_QUESTIONS if derived is None else derived)
        asked = [question for group in self.groups for question in group.questions]
        twice = _first_double([group.key for group in self.groups])
        if twice is not None:
            raise InvalidQuestions(Message("There are two groups of questions named {name!r}.", {"name": twice}))
        twice = _first_double([question.name for question in asked])
        if twice is not None:
            raise InvalidQuestions(Message("Two questions ask for {name!r}.", {"name": twice}))
        self._by_name = {question.name: question for question in (*self.derived, *asked)}
        self._keys = {group.key: group for group in self.groups}
        self._conditions = {
            question.name: group.when for group in self.groups if group.when for question in group.questions
        }

    def __getitem__(self, name: str) -> Question:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def get(self, name: str, default: Question | None = None) -> Question | None:  # type: ignore[override]  # names only
        """Give the question of this name, or the default."""
        return self._by_name.get(name, default)

    def group(self, key: str) -> QuestionGroup:
        """Give a group by its key, which is its name unless it has its own; an unknown one is a KeyError."""
        return self._keys[key]

    def of(self, part: Part) -> tuple[QuestionGroup, ...]:
        """Give the groups of one part, in their order."""
        return tuple(group for group in self.groups if group.part == part)

    def asked(self, facts: Comparables, part: Part | None = None) -> tuple[Question, ...]:
        """Give the questions that are asked given these facts: group and question both want to be."""
        groups = self.groups if part is None else self.of(part)
        return tuple(
            question for group in groups for question in group.questions if self.is_asked(question.name, facts)
        )

    def is_asked(self, name: str, facts: Comparables) -> bool:
        """Tell whether one question is asked given these facts."""
        question = self._by_name[name]
        group_when = self._conditions.get(name)
        return (group_when is None or group_when.holds(facts)) and (question.when is None or question.when.holds(facts))

    def defaults(self, part: Part | None = None) -> dict[str, dict[str, FactValue]]:
        """Give the default answers as nested facts; questions without a default are left out."""
        groups = self.groups if part is None else self.of(part)
        found: dict[str, dict[str, FactValue]] = {}
        for group in groups:
            for question in group.questions:
                if question.default is not None:
                    found.setdefault(group.name, {})[question.key] = question.default
        return found

    def read(self, which: str | Iterable[str] | None, raw: Mapping[str, str], language: Language) -> Reading:
        """Read what was typed into a form: of one group, of these names, or of all questions that are in it.

        Boxes are named as the facts are; a row of a list as `equipment.assets.1.serial`. A box that is not in `raw`
        leaves its question alone; an empty one answers None. An empty box named as a list itself says that the list
        was in the form, so that no rows means an empty list.
        """
        return read_form(self._chosen(which), raw, language)

    def typed(self, raw: Mapping[str, object]) -> dict[str, FactValue]:
        """Type nested JSON by the questions; what no question knows keeps the type it has in JSON.

        :raises WrongFact: when an answer cannot be of the kind that its question asks for.
        """
        return {str(key): typed_tree(self, value, str(key)) for key, value in raw.items()}

    def validate(self, answers: Mapping[str, object]) -> dict[str, Message]:
        """Check nested answers, recorded or written by hand, against types, choices and limits.

        Gives a message for each name that is wrong; what is missing is not wrong.
        """
        return {name: message for group in self.groups for name, message in check_group(group, answers)}

    def unknown(self, answers: Mapping[str, object]) -> tuple[str, ...]:
        """Give the names in nested answers that no question asks for."""
        return tuple(name for name in names_in(answers, self) if name not in self)

    def missing(self, facts: Comparables, part: Part | None = None) -> tuple[Question, ...]:
        """Give the required questions that are asked given these facts and have no answer."""
        return tuple(
            question
            for question in self.asked(facts, part)
            if question.required and _is_open(facts.comparable.get(question.name))
        )

    def _chosen(self, which: str | Iterable[str] | None) -> tuple[Question, ...]:
        if which is None:
            return tuple(question for group in self.groups for question in group.questions)
        if isinstance(which, str):
            return self.group(which).questions if which in self._keys else (self[which],)
        return tuple(question for name in which for question in self._chosen(name))


def _is_open(answer: object) -> bool:
    return answer is None or answer == ()


def _first_double(names: Sequence[str]) -> str | None:
    return next((name for position, name in enumerate(names) if name in names[:position]), None)


def _derived(name: str, kind: FactType, label: Words) -> Question:
    return Question(name=name, group=name.partition(".")[0], part="contract", type=kind, label=label)


DERIVED_QUESTIONS: Final = (
    _derived("term.end", "date", Words(nl="Einddatum", en="End date")),
    _derived("term.notice_deadline", "date", Words(nl="Uiterste opzegdatum", en="Notice deadline")),
    _derived(
        "own_texts.unplaced", "int", Words(nl="Eigen teksten zonder vaste plaats", en="Own texts without a place")
    ),
    _derived("own_texts.unplaced_items", "list", Words(nl="Eigen teksten", en="Own texts")),
)
