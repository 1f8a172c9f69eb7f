"""Every state of a workflow is reached and owned, every step has a sentence, and the diagrams are current."""

from dataclasses import replace

from alongside.config.workflows import all_workflows, page
from tests.installation import CHECKOUT


def test_every_state_has_a_way_in_an_owner_and_every_step_a_sentence():
    assert [problem for workflow in all_workflows() for problem in workflow.problems()] == []


def test_a_state_that_nobody_owns_and_a_step_without_a_sentence_would_be_noticed():
    meeting = all_workflows()[0]
    stuck = replace(meeting, arrows=tuple(one for one in meeting.arrows if one.step not in ("close", "miss")))
    assert "A family meeting: nobody owns “under way”" in stuck.problems()
    assert "A family meeting: nothing leads to “closed”" in stuck.problems()
    mute = replace(meeting, arrows=(replace(meeting.arrows[0], sentence=" "), *meeting.arrows[1:]))
    assert mute.problems() == ["A family meeting: the step “offer” lacks an owner or a sentence"]


def test_the_diagrams_in_the_documentation_are_current():
    assert (CHECKOUT / "docs/reference/workflows.md").read_text(encoding="utf-8") == page(), (
        "python -m alongside.config.workflows > docs/reference/workflows.md"
    )


def test_a_diagram_of_yesterday_would_be_noticed():
    assert page() != page().replace("planned --> under_way : begin", "planned --> closed : begin")
