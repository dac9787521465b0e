"""Over all answers, nothing about the clause set is left to chance."""

from akkoord.closing.check import check_whole


def test_it_is_sound_over_all_answers(table):
    report = check_whole(table.clause_set)
    assert [str(finding) for finding in report.findings] == []
    assert all(accepted.reason for accepted in report.accepted)
