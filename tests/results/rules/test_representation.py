from consult.results.rules.representation import Reached, under_reached


def test_the_groups_that_lack_most_people_come_first():
    groups = [Reached("a", 5, 0.05, 0.30), Reached("b", 70, 0.70, 0.50), Reached("c", 12, 0.12, 0.15),
              Reached("d", None, None, 0.02), Reached("e", 1, 0.01, 0.03), Reached("f", 0, 0.0, 0.0)]  # fmt: skip
    assert [group.group for group in under_reached(groups)] == ["a", "e"]
    assert [group.group for group in under_reached(groups, most=1)] == ["a"]
    assert groups[3].ratio is None and groups[5].ratio is None
