"""Teams under the user's own name, or in the reader's language where they have none."""

import pytest

from planner.model.programme import Programme, Team
from planner.wording.names import Names
from planner.wording.wording import Wording


def test_a_team_without_a_name_is_said_as_its_kind_of_work():
    programme = Programme(teams=(Team("core", "核心组"),))
    assert Wording("en", names=Names(programme)).team("core") == "核心组"
    assert Wording("zh", names=Names(programme)).team("operations") == "运维"
    assert Wording("en", names=Names(programme)).team("operations") == "Operations"
    assert Wording("zh", names=Names(programme)).team("nobody knows") == "nobody knows"
    assert "运维" in Wording("zh", names=Names(programme)).limit("team.operations")


@pytest.mark.parametrize("name", ["budget", "team", "capacity", "all_private"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_limit_called_like_a_part_of_a_name_is_the_users_own(name, language):
    assert Wording(language, names=Names(Programme())).limit(name) == name
