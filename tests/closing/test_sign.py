"""Signatures: who, what, when, having seen which text; and evidence that says no more than it can prove."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from akkoord.closing.sign import CONSENT_VERSION, InvalidSignature, Signature, consent, evidence, software


def test_a_signature_survives_json(version, signed):
    for signature in signed(version, place="Deventer"):
        assert Signature.read(json.loads(json.dumps(signature.to_json()))) == signature


@pytest.mark.parametrize(
    ("change", "error"),
    [
        pytest.param({"name": " \u200b"}, InvalidSignature, id="no name"),
        pytest.param({"at": datetime(2026, 3, 1, 12, 0)}, ValueError, id="moment without a zone"),  # noqa: DTZ001 - that it lacks a zone is the point
        pytest.param({"sha256": "abc"}, ValueError, id="no hash"),
        pytest.param({"zone": "Europe/Nowhere"}, KeyError, id="unknown zone"),
    ],
)
def test_a_signature_lacks_nothing(version, signed, change, error):
    with pytest.raises(error):
        replace(signed(version)[0], **change)


def test_the_clock_on_the_wall_is_that_of_the_zone(version, signed):
    late = replace(signed(version)[0], at=datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
    assert late.local.isoformat() == "2026-07-01T00:30:00+02:00"


def test_the_evidence_names_what_was_seen_and_agreed_to(version, signed):
    data = json.loads(evidence(version, signed(version), {"akkoord": "1"}))
    first = data["signatures"][0]
    assert data["sha256"] == version.sha256 == first["sha256"]
    assert data["contract"] == "F-2026-007"
    assert data["software"] == {"akkoord": "1"}
    assert first["at"] == "2026-03-01T22:30:00.000000Z"
    assert first["local_time"] == "2026-03-01T23:30:00+01:00"
    assert first["consent"] == {"text": consent("nl").text, "version": CONSENT_VERSION}
    assert first["level"] == 0
    assert set(first["strokes"]) == {"lines"}


def test_the_evidence_claims_no_more_than_a_plain_signature(version, signed):
    text = evidence(version, signed(version), software()).decode().lower()
    assert "advanced" not in text
    assert "geavanceerd" not in text
    assert "electronic signature" in text


def test_the_evidence_is_canonical(version, signed):
    assert evidence(version, signed(version), {"b": "1", "a": "2"}) == evidence(
        version, signed(version), {"a": "2", "b": "1"}
    )


def test_consent_is_said_in_both_languages():
    assert consent("nl").text.startswith("Ik heb dit contract gelezen")
    assert consent("en").text.startswith("I have read this contract")
