"""A small choice aid without a mistake, about a made-up illness, for tests to spoil."""

import json
from typing import Any

import yaml

_GROUNDS: dict[str, Any] = {
    "source": "reed2020",
    "place": "Table 2",
    "tag": "V",
    "population": "Grown-ups with cold toes",
    "people_studied": 400,
    "time_span": {"years": 1, "words": "in one year"},
    "certainty": "moderate",
}
_ENDPOINT: dict[str, Any] = {
    "name": "Frost toe",
    "medical_name": "pernio",
    "what_it_is": "A toe turns blue.",
    "event": "had a blue toe",
    "no_event": "did not",
}


def _option(key: str, name: str) -> dict[str, Any]:
    return {
        "key": key,
        "name": name,
        "with_it": f"with {key}",
        "what_it_is": "This is what it is.",
        "may_help": ["It may help the toes."],
        "may_harm": ["It may itch."],
        "body": "Your toes feel it.",
        "mind": "You may think of your toes.",
        "daily_life": "You walk as you do now.",
        "cost_and_effort": "It costs a bit.",
    }


_GOOD: dict[str, Any] = {
    "format": 1,
    "slug": "cold-toes",
    "version": "1",
    "language": "en",
    "title": "Cold toes",
    "condition": {"name": "cold toes", "medical_name": "acrocyanosis", "what_it_is": "Your toes are cold."},
    "question": "What can I do for my cold toes?",
    "for_whom": "This is for grown-ups.",
    "options": [
        _option("wait", "Wait for now") | {"does_nothing": True},
        _option("socks", "Warm socks"),
        _option("bath", "A warm bath"),
    ],
    "outcomes": [{"key": "toe", "name": "Having a blue toe", "what_it_is": "A toe turns blue."}],
    "also_matters": [{"key": "price", "name": "What I pay"}],
    "denominator": 1000,
    "strata": {
        "name": "Toe score",
        "medical_name": "Digital Index",
        "question": "What is your toe score?",
        "what_it_is": "Your nurse counts cold toes.",
        "choices": [{"key": "0", "name": "0 toes"}, {"key": "1", "name": "1 toe"}],
    },
    "comparisons": [
        {
            "kind": "arms",
            "key": "socks-bath",
            "outcome": "toe",
            "endpoint": _ENDPOINT,
            "grounds": _GROUNDS,
            "arms": [
                {"option": "socks", "figure": {"kind": "counts", "events": 10, "people": 200}},
                {"option": "bath", "figure": {"kind": "counts", "events": 20, "people": 200}},
            ],
            "effect": {"measure": "relative risk", "value": 0.5, "interval": {"low": 0.24, "high": 1.04}},
            "not_known": ["wait"],
        },
        {
            "kind": "baseline and effect",
            "key": "wait-socks",
            "outcome": "toe",
            "endpoint": _ENDPOINT,
            "untreated": "wait",
            "treated": "socks",
            "baseline": {
                "name": "People in a cold town",
                "counted": "blue toes",
                "of": "person-years",
                "grounds": _GROUNDS | {"tag": "V2", "read_in": "A review of toes, page 3"},
                "rates": [
                    {"stratum": "0", "per_100": 2.0},
                    {"stratum": "1", "per_100": 8.0, "interval": {"low": 6.0, "high": 10.0}},
                ],
            },
            "effect": {
                "name": "A trial of socks",
                "counted": "all sore toes",
                "same_endpoint": False,
                "grounds": _GROUNDS,
                "figure": {
                    "measure": "relative risk reduction in percent",
                    "value": 50,
                    "interval": {"low": 25, "high": 75},
                },
            },
            "formula": "baseline x (1 - risk reduction)",
            "spared": "will be kept from it by socks",
            "unaffected": "will not, with or without socks",
            "derived": [
                {"stratum": "0", "per_people": 10.0, "low": 5.0, "high": 15.0},
                {"stratum": "1", "per_people": 40.0, "low": 20.0, "high": 60.0},
            ],
            "not_known": ["bath"],
        },
        {
            "kind": "upper bound",
            "key": "itch",
            "outcome": "toe",
            "endpoint": _ENDPOINT,
            "grounds": _GROUNDS,
            "option": "bath",
            "against": "wait",
            "at_most": {"kind": "rate", "per_100": 0.3, "of": "person-years"},
            "not_known": ["socks"],
        },
    ],
    "authors": ["A. Writer"],
    "funding": "None.",
    "conflicts": "None known.",
    "update_policy": "Read again each year.",
    "published": "2026-01-31",
    "next_review_due": "2027-01-31",
    "sources": [
        {
            "key": "reed2020",
            "title": "Socks and baths",
            "kind": "trial",
            "primary": True,
            "year": 2020,
            "authors": [{"family": "Reed", "given": "A"}],
            "journal": "J Toe",
            "doi": "10.1234/toe.5",
            "pmid": "12345",
        }
    ],
}


def good_aid() -> dict[str, Any]:
    """A fresh copy that may be spoilt."""
    # Through JSON, so that parts written once here are not one part there.
    aid: dict[str, Any] = json.loads(json.dumps(_GOOD))
    return aid


class _WithoutAliases(yaml.SafeDumper):
    def ignore_aliases(self, _data: Any) -> bool:
        return True


def as_yaml(aid: dict[str, Any]) -> str:
    return yaml.dump(aid, Dumper=_WithoutAliases, sort_keys=False, allow_unicode=True)


_MEASURED: dict[str, Any] = {"name": "Toe score", "medical_name": "TOE", "what_it_is": "People told it."}
_OF_EACH_KIND: dict[str, dict[str, Any]] = {
    "range over time": {
        "endpoint": _ENDPOINT,
        "arms": [{"option": "socks", "low": 3, "high": 8}, {"option": "bath", "low": 9, "high": 11}],
        "not_known": ["wait"],
    },
    "difference": {
        "endpoint": _ENDPOINT,
        "option": "socks",
        "against": "wait",
        "per_100": -0.35,
        "interval": {"low": -0.57, "high": -0.14},
        "not_known": ["bath"],
    },
    "tally": {
        "endpoint": _MEASURED,
        "arms": [{"option": "socks", "times": 24}, {"option": "bath", "times": 6, "people": 50}],
        "not_known": ["wait"],
    },
    "score": {
        "endpoint": _MEASURED,
        "scale": {"low": 0, "high": 100, "low_means": "all toes hurt", "high_means": "no toe hurts"},
        "arms": [{"option": "socks", "change": 32.5}, {"option": "bath", "change": 16.0}],
        "difference": {
            "of": "socks",
            "against": "bath",
            "points": 15.8,
            "interval": {"low": 10.0, "high": 21.5},
        },
        "not_known": ["wait"],
    },
}


def aid_with(kind: str) -> dict[str, Any]:
    """The good aid with one more comparison, of this kind and with the key "more"."""
    aid = good_aid()
    more = json.loads(json.dumps(_OF_EACH_KIND[kind] | {"grounds": _GROUNDS}))
    aid["comparisons"].append({"kind": kind, "key": "more", "outcome": "toe"} | more)
    return aid


def _cohort(key: str, per_100: float, **more: Any) -> dict[str, Any]:
    figure = {"kind": "rate", "per_100": per_100, "of": "people"}
    return {"key": key, "name": f"People in {key}", "grounds": _GROUNDS, "figure": figure} | more


def good_outlook() -> dict[str, Any]:
    """An aid of the kind outlook without a mistake: three cohorts, one of them picked, one turned round."""
    aid = good_aid() | {"kind": "outlook", "denominator": 100}
    del aid["strata"]
    aid["options"][0]["told_by_team"] = "Your team tells you what may come."
    aid["comparisons"] = [
        {
            "kind": "outlook",
            "key": "blue",
            "outcome": "toe",
            "endpoint": _ENDPOINT,
            "cohorts": [
                _cohort("town", 59.0, figure={"kind": "counts", "events": 59, "people": 100}),
                _cohort("village", 67.0),
                _cohort("spa", 66.9, selected="Only people who could pay.", counted="no event"),
            ],
            "our_rating": {"certainty": "very low", "why": "These groups were not alike."},
        }
    ]
    return json.loads(json.dumps(aid))  # type: ignore[no-any-return]


def aid_about_a_test(**figures: Any) -> dict[str, Any]:
    """An aid about a test, told as a tree: the figures of Gigerenzer and Hoffrage 1995, page 685."""
    tested = {
        "people": 1000,
        "ill": 10,
        "found": 8,
        "false_alarms": 95,
        "ill_label": "with frost toe",
        "well_label": "without frost toe",
        "grounds": _GROUNDS | {"time_span": {"years": 1, "words": "once in one year"}},
    }
    about = {"measures": "A.", "if_found": "B.", "if_not_found": "C.", "found_for_nothing": "D."}
    return good_aid() | {"kind": "test", "test": about | {"tested": tested | figures}}
