"""Many passages for speed and size: the LiveQA answers, then varied ones in their likeness.

There are 17,942 answers. A further copy of an answer keeps its title; each of its sentences is, with one
chance in two, another one drawn from all sentences of the collection (seed 17). So lengths, titles and the
commonness of words stay those of the answers, no two texts are the same, and every word comes in as many more
passages as there are copies. No new words come in: a real library that grows has more rare ones.
"""

import random
import re
from collections.abc import Iterator, Sequence

from alongside.sources.index.protocol import Passage

SEED = 17
_ENDS = re.compile(r"(?<=[.!?])\s+")


def varied(answers: Sequence[Passage], passages: int) -> Iterator[Passage]:
    """So many passages: the answers themselves first, then copies of them, each varied."""
    texts = [_ENDS.split(one.text) for one in answers]
    every = [sentence for text in texts for sentence in text]
    dice = random.Random(SEED)
    for number in range(passages):
        copy, place = divmod(number, len(answers))
        one = answers[place]
        if not copy:
            yield one
            continue
        drawn = [dice.choice(every) if dice.random() < 0.5 else sentence for sentence in texts[place]]
        key = f"{one.id}-{copy}"
        yield Passage(id=key, document_id=key, title=one.title, text=" ".join(drawn))
