"""Freeze contract versions anew with pseudonyms: the same clauses, rules and amounts, other people."""

import json
from collections.abc import Mapping, Sequence
from typing import cast

from markupsafe import escape

from akkoord.closing import ClauseSet
from akkoord.closing.compose import compose
from akkoord.closing.derive import derive
from akkoord.closing.draft import Draft, OwnText
from akkoord.closing.labels import Labels
from akkoord.closing.text import write_out
from akkoord.closing.version import FORMAT, VersionData
from akkoord.facts import Facts
from akkoord.language import AkkoordError, Message
from akkoord.snapshot.leaves import Leaves
from akkoord.store import CONTRACT_VERSION, Json, Row, Store, canonical_json, sha256_of, text

__all__ = ["Versions"]

LEFT_OUT = Message("This text is left out of the copy.")


class Versions:
    """The contract versions of a store, with pseudonyms, and their new hashes by the old."""

    def __init__(self, store: Store, clause_set: ClauseSet, leaves: Leaves) -> None:
        """Read versions from this store; texts are composed anew with the installed clause set."""
        self._store = store
        self._clause_set = clause_set
        self._leaves = leaves

    def row(self, row: Row) -> Row:
        """Give the row of a version as it reads in the copy: frozen anew, with a hash of its own."""
        body = canonical_json(cast("Json", self._data(json.loads(text(row, "body")))))
        sha256 = sha256_of(body)
        self._leaves.pseudonyms.replace(text(row, "sha256"), sha256)
        return {**row, "sha256": sha256, "body": body}

    def facts(self, facts: Mapping[str, Json]) -> dict[str, Json]:
        """Rewrite facts; the derived ones are derived from what the others became."""
        answers = self._leaves.facts(facts)
        try:
            derived = derive(self._clause_set, Facts(answers, self._clause_set.questions)).to_json()
        except (AkkoordError, ArithmeticError, LookupError, TypeError, ValueError):
            derived = {}  # facts of another clause set, or of an earlier one: nothing follows from them here
        return self._leaves.facts(facts, derived)

    def _data(self, data: VersionData) -> dict[str, Json]:
        if data["format"] != FORMAT:
            raise ValueError(f"a contract version is {FORMAT}, not {data['format']!r}")
        facts = self.facts(data["facts"])
        own_texts = [self._own_text(cast("Mapping[str, Json]", each)) for each in data["own_texts"]]
        written = self._written(data, facts, own_texts)
        found: dict[str, Json] = {
            **cast("Mapping[str, Json]", data),
            "facts": facts,
            "own_texts": own_texts,
            "parts": [self._part(cast("Mapping[str, Json]", part), written) for part in data["parts"]],
            "slots": [self._slot(slot) for slot in cast("Sequence[Mapping[str, Json]]", data["slots"])],
            "obligations": self._leaves.record(data["obligations"]),
            "rules": [self._rule(cast("Mapping[str, Json]", rule)) for rule in data["rules"]],
            "remarks": self._leaves.record(data["remarks"]),
            "references": [
                {**one, "text": self._leaves.pseudonyms.within(str(one["text"]))}
                for one in cast("Sequence[Mapping[str, Json]]", data["references"])
            ],
        }
        if "amendment" in data:
            found["amendment"] = self._amendment(cast("Mapping[str, Json]", data["amendment"]), written)
        return found

    def _written(
        self, data: VersionData, facts: Mapping[str, Json], own_texts: Sequence[Mapping[str, Json]]
    ) -> dict[str, tuple[str, str]]:
        """Write the parts out again: title and HTML by id; nothing where the clause set can no longer do so."""
        texts = tuple(
            OwnText(int(str(one["n"])), str(one["title"]), str(one["body"]), cast("str | None", one["after"]))
            for one in own_texts
        )
        labels = Labels(dict(data["labels"]["by_id"]), frozenset(data["labels"]["retired"]))
        number = data["contract"]["number"]
        try:
            draft = Draft(Facts(facts, self._clause_set.questions), texts, number)
            document = write_out(compose(self._clause_set, draft, frozen=labels))
        except (AkkoordError, ArithmeticError, LookupError, TypeError, ValueError):
            return {}
        return {section.id: (section.title, str(section.html)) for section in document.sections}

    def _part(self, part: Mapping[str, Json], written: Mapping[str, tuple[str, str]]) -> dict[str, Json]:
        own = part["own_text"] is not None
        title = self._leaves.pseudonyms.of(str(part["title"])) if own else str(part["title"])
        html = written[str(part["id"])][1] if part["id"] in written else self._left_out(str(part["id"]))
        return {**part, "title": title, "html": html, "clause": self._clause(part["clause"])}

    def _clause(self, clause: Json) -> Json:
        """Rewrite why a clause is in: the answers that decided, and what plugins said."""
        if not isinstance(clause, Mapping):
            return clause
        reason = cast("Mapping[str, Json]", clause["reason"])
        added_by = [
            {**one, "reason": self._leaves.pseudonyms.within(str(one["reason"]))}
            for one in cast("Sequence[Mapping[str, Json]]", reason["added_by"])
        ]
        answers = self._leaves.record(reason["answers"])
        return {**clause, "reason": {**reason, "answers": answers, "added_by": cast("Json", added_by)}}

    def _rule(self, rule: Mapping[str, Json]) -> dict[str, Json]:
        item, about = rule.get("item"), rule.get("about")
        return {
            **rule,
            **({"about": self._leaves.pseudonyms.within(about)} if isinstance(about, str) else {}),
            "line": self._leaves.pseudonyms.within(str(rule["line"])),
            "parameters": self._leaves.parameters(rule["parameters"]),
            "item": self._leaves.pseudonyms.within(item) if isinstance(item, str) else item,
        }

    def _own_text(self, own_text: Mapping[str, Json]) -> dict[str, Json]:
        of = self._leaves.pseudonyms.of
        return {**own_text, "title": of(str(own_text["title"])), "body": of(str(own_text["body"]))}

    def _slot(self, slot: Mapping[str, Json]) -> dict[str, Json]:
        of = self._leaves.pseudonyms.of
        return {**slot, "name": of(str(slot["name"]), "person"), "role": of(str(slot["role"]), "role")}

    def _amendment(self, amendment: Mapping[str, Json], written: Mapping[str, tuple[str, str]]) -> dict[str, Json]:
        """Rewrite what an amendment changes: its short document lists the changed parts as they read in the copy."""
        changes = cast("Sequence[Mapping[str, Json]]", amendment["changes"])
        parts = [written[str(one["part"])][1] for one in changes if one["part"] in written]
        return {
            **amendment,
            "of": self._new_hash(str(amendment["of"])),
            "changes": [{**one, "title": self._title(one, written)} for one in changes],
            "html": "\n".join(parts) or self._left_out("amendment"),
        }

    def _title(self, change: Mapping[str, Json], written: Mapping[str, tuple[str, str]]) -> str:
        part, title = str(change["part"]), str(change["title"])
        if part in written:
            return written[part][0]
        return self._leaves.pseudonyms.of(title) if part.startswith("own:") else title

    def _new_hash(self, old: str) -> str:
        """Give the hash in the copy of the version that had this one."""
        rows = self._store.find(CONTRACT_VERSION, where={"sha256": old}) if not self._known(old) else []
        if rows:
            self.row(rows[0])
        return self._known(old) or old

    def _known(self, old: str) -> str | None:
        return self._leaves.pseudonyms.known(old)

    def _left_out(self, part: str) -> str:
        said = LEFT_OUT.text(self._clause_set.language)
        return f'<section id="{escape(part)}"><p>{escape(said)}</p></section>'
