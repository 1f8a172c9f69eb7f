"""A half-made choice aid in the hands of the made-up editor, so that its pages show something."""

from alongside.aids import draft_actions as drafting
from alongside.aids.drafting import opening
from alongside.aids.drafting.sections import Part
from alongside.aids.models import AidDraft
from alongside.people.models import Account
from alongside.people.queries import who_is

HALF_MADE = """
format: 1
slug: made-up-sore-elbow
version: "1"
language: en
title: A sore elbow (made up)
condition:
  name: a sore elbow
  medical_name: lateral elbow tendinopathy
  what_it_is: The outer side of your elbow hurts when you grip or lift.
question: What can I do for my sore elbow
options:
  - key: wait
    name: Wait for now
    with_it: without treatment
    does_nothing: true
    what_it_is: You rest your arm and see how it goes.
    may_help:
      - You need no treatment. Many elbows get well by themselves.
    may_harm:
      - It can hurt for some months.
  - key: moves
    name: Moves that you do each day
    with_it: with moves
    what_it_is: You learn moves for your arm from a physical therapist and do them at home.
outcomes:
  - key: pain
    name: Pain in the elbow
    what_it_is: How much it hurts when you grip.
    not_sourced: Nobody has read a source for this yet.
denominator: 100
authors:
  - Edith Brandt
"""


def fill() -> None:
    """Begin it, once."""
    if AidDraft.objects.exists():
        return
    edith = who_is(Account.objects.get(username="edith"))
    tree = opening.opened(HALF_MADE)
    draft = drafting.begin_draft(tree=tree, by=edith)
    about = Part("about")
    whom = about.value(tree) | {"for_whom": "This page is for grown-ups whose elbow has been sore for weeks."}
    drafting.save_part(draft=draft, part=about, value=whom, seen=draft.revision, by=edith)
