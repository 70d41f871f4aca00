"""Teams under the user's own name, or in the reader's language where they have none."""

from planner.model.programme import Programme, Team
from planner.wording.names import limit_words, team_words


def test_a_team_without_a_name_is_said_as_its_kind_of_work():
    programme = Programme(teams=(Team("core", "核心组"),))
    assert team_words("core", programme).say("en") == "核心组"
    assert team_words("operations", programme).say("zh") == "运维"
    assert team_words("operations", programme).say("en") == "operations"
    assert team_words("nobody knows", programme).say("zh") == "nobody knows"
    assert "运维" in limit_words("team.operations", programme).say("zh")
