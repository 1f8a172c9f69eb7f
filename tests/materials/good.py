"""A small handout with nothing wrong, as plain values: tests spoil one thing of it."""

from typing import Any

import yaml

from alongside.materials.document import HandoutDocument
from alongside.materials.file import HANDOUT_FILE

Handout = dict[str, Any]


def good_handout(**changes: Any) -> Handout:
    return {
        "format": 1,
        "slug": "cold-feet",
        "version": "1",
        "language": "en",
        "title": "What helps cold feet",
        "in_short": "You can warm your feet at home. Wool socks are one way.",
        "sections": [
            {
                "key": "why",
                "heading": "Why feet get cold",
                "passages": [
                    {
                        "text": "When you sit still, less warm blood comes to your feet. You can try this:",
                        "points": ["Move your toes.", "Put on dry socks.", "Sip warm tea."],
                    }
                ],
            },
            {
                "key": "found",
                "heading": "What one study found",
                "passages": [
                    {
                        "text": "80 people were asked about wool socks. Of 100 people with wool socks "
                        "62 had warm feet.",
                        "cites": [
                            {
                                "source": "socks-2021",
                                "place": "Abstract, results",
                                "says": "80 people were asked about wool socks. "
                                "Of 100 people with wool socks 62 had warm feet.",
                                "tag": "V",
                            }
                        ],
                    }
                ],
            },
        ],
        "to_do": ["Try wool socks for a week.", "Tell us how it went."],
        "ask": "Ask the nurse on the ward.",
        "terms": [{"word": "wool", "means": "the warm hair of sheep"}],
        "authors": ["Edith Brandt"],
        "funding": "The ward paid for this page.",
        "conflicts": "We know of no ties.",
        "update_policy": "Read again each year.",
        "published": "2026-01-31",
        "next_review_due": "2027-01-31",
        "sources": [
            {
                "key": "socks-2021",
                "title": "Wool socks and warm feet: a made-up trial",
                "kind": "trial",
                "primary": True,
                "year": 2021,
                "doi": "10.1000/made-up-socks",
            }
        ],
    } | changes


def as_yaml(handout: Handout) -> str:
    return yaml.safe_dump(handout, sort_keys=False, allow_unicode=True)


def document(handout: Handout | None = None) -> HandoutDocument:
    return HANDOUT_FILE.load(as_yaml(handout or good_handout()))
