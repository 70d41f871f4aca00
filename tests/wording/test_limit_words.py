"""Teams under the user's own name, or in the reader's language where they have none."""

import pytest

from planner.model.programme import Programme, Team
from planner.wording import worded
from planner.wording.names import limit_name, team_name


def test_a_team_without_a_name_is_said_as_its_kind_of_work():
    programme = Programme(teams=(Team("core", "核心组"),))
    assert worded(team_name("core", programme), "en") == "核心组"
    assert worded(team_name("operations", programme), "zh") == "运维"
    assert worded(team_name("operations", programme), "en") == "operations"
    assert worded(team_name("nobody knows", programme), "zh") == "nobody knows"
    assert "运维" in worded(limit_name("team.operations", programme), "zh")


@pytest.mark.parametrize("name", ["budget", "team", "capacity", "all_private"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_limit_called_like_a_part_of_a_name_is_the_users_own(name, language):
    assert worded(limit_name(name, Programme()), language) == name
