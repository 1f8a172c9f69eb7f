"""Answers measured: ranking, extractive summaries, refusal and rationale sentences, beside plain baselines.

    python benchmarks/answers.py [--shared FOLDER]

Reads `data/answers` and `data/claims` of the shared folder (argument, ALONGSIDE_SHARED, or ../shared
beside the checkout). Everything that could be tuned is chosen on training data (MEDIQA 2019 train; an even
half of the SciFact training claims by hash) and reported on the other part; the MEDIQA 2021 summaries have
only a validation part here, so nothing is chosen on them: 16 sentences and MMR 0.7 are the settings named
beforehand.

Measures: P@1 and MRR count an answer scored 3 or 4 as right (MEDIQA 2019, Ben Abacha). ROUGE-2 F is our own
(bigrams of lower-case words, no stemming; Lin 2004). AUROC is the probability that a claim with evidence
scores above one without (Mann-Whitney).
"""

import argparse
import gzip
import hashlib
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from alongside.answers.candidates import SentenceScorer
from alongside.answers.coverage import Embed, blended, lexical_scorer, meaning_scorer, rarity_in
from alongside.answers.danger import find_danger
from alongside.answers.danger_alike import likeness_with
from alongside.answers.refusal import SENTENCE_SHARE
from alongside.answers.words import content_stems, overlap
from alongside.sources.index.embedding import embedder_or_reason
from alongside.sources.index.protocol import Embedder
from alongside.sources.sentences import sentence_spans

SUMMARY_SENTENCES = 16
MMR = 0.7
RIGHT_FROM = 3
Row = dict[str, Any]
Scorers = dict[str, SentenceScorer]
Line = tuple[str, str, str, str, str]


def main() -> None:
    shared = _shared_folder()
    started = time.perf_counter()
    data = shared / "data"
    train, validation = (
        _read(data / "answers" / f"ranking_{part}.jsonl.gz") for part in ("train", "validation")
    )
    scorers, embed, said = _scorers(a["text"] for row in train for a in row["answers"])
    print(said, file=sys.stderr)
    table = [
        *danger_rows(embed, train + validation),
        *ranking_rows(train, validation, scorers),
        *summary_rows(_read(data / "answers" / "summaries_validation.jsonl.gz"), scorers),
        *claim_rows(_read(data / "claims" / "claims.jsonl.gz"), _read(data / "claims" / "corpus.jsonl.gz")),
    ]
    print("| task | system | chosen on | measure | value |\n|---|---|---|---|---|")
    for row in table:
        print("| " + " | ".join(row) + " |")
    print(f"{time.perf_counter() - started:.0f} s", file=sys.stderr)


def _shared_folder() -> Path:
    parser = argparse.ArgumentParser(description="Measure the answer pipeline on the shared collections.")
    beside = Path(__file__).resolve().parents[2] / "shared"
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("ALONGSIDE_SHARED", beside)))
    folder: Path = parser.parse_args().shared
    if not (folder / "data" / "answers").is_dir():
        parser.error(f"{folder} has no data/answers. Name the shared folder with --shared.")
    return folder


def _read(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _scorers(texts: Iterable[str]) -> tuple[Scorers, Embed | None, str]:
    words_alone = lexical_scorer(rarity_in(texts))
    scorers: Scorers = {"words": words_alone}
    embed: Embed | None = None
    choice = embedder_or_reason()
    if choice.embedder:
        embed = _remembering(choice.embedder)
        scorers["meaning"] = meaning_scorer(embed)
        scorers["words + meaning"] = blended(words_alone, scorers["meaning"])
    return scorers, embed, choice.said


def _remembering(embedder: Embedder) -> Embed:
    """Vectors in batches, each text once."""
    known: dict[str, list[float]] = {}

    def rows(texts: Sequence[str]) -> list[list[float]]:
        new = [t for t in dict.fromkeys(texts) if t not in known]
        if new:
            known.update(zip(new, embedder.vectors(new).tolist(), strict=True))
        return [known[t] for t in texts]

    return rows


def sentences_of(text: str) -> list[str]:
    """Sentences of at most 120 words: lists run together without full stops are cut there."""
    found = [text[start:end] for start, end in sentence_spans(text)]
    pieces = [words[i : i + 120] for words in (s.split() for s in found) for i in range(0, len(words), 120)]
    return [" ".join(piece) for piece in pieces]


# ---- danger ----------------------------------------------------------------------------------------


def danger_rows(embed: Embed | None, questions: list[Row]) -> list[Line]:
    """Dangers found and false alarms: held-out half, fresh messages, real consumer questions."""
    folder = Path(__file__).resolve().parents[1] / "tests" / "answers"
    messages = yaml.safe_load((folder / "danger_messages.yaml").read_text(encoding="utf-8"))
    fresh = yaml.safe_load((folder / "danger_fresh.yaml").read_text(encoding="utf-8"))
    sets = {
        "labelled, held-out half": [(m["text"], m["label"]) for m in messages if _half(m) == 1],
        "fresh, English": [(m["text"], m["label"]) for m in fresh if m["language"] == "en"],
        "consumer questions": [(text, "none") for text in dict.fromkeys(r["text"] for r in questions)],
    }
    finders: dict[str, Callable[[str], object]] = {"rules": find_danger}
    if embed:
        likeness = likeness_with(embed)
        finders["rules, then likeness"] = lambda text: find_danger(text) or likeness.perhaps_danger(text)
    return [
        _danger_line(label, rows, name, find)
        for label, rows in sets.items()
        for name, find in finders.items()
    ]


def _danger_line(label: str, rows: list[tuple[str, str]], name: str, find: Callable[[str], object]) -> Line:
    dangers = [bool(find(text)) for text, kind in rows if kind != "none"]
    harmless = [bool(find(text)) for text, kind in rows if kind == "none"]
    found = f"{sum(dangers)} of {len(dangers)}" if dangers else "-"
    value = f"{found} / {sum(harmless)} of {len(harmless)}"
    return (
        f"danger: {label}",
        name,
        "tuning half, rounds A-F (likeness: E)",
        "found / raised on harmless",
        value,
    )


# ---- ranking ---------------------------------------------------------------------------------------


def ranking_rows(train: list[Row], validation: list[Row], scorers: Scorers) -> list[Line]:
    """CHiQA's own order, and ours: the mean of the best k sentences, k chosen on train."""
    chiqa = [[-float(a["system_rank"]) for a in row["answers"]] for row in validation]
    found: list[Line] = [
        ("answer ranking", "CHiQA order", "-", "P@1 / MRR", _pair(ranking_quality(validation, chiqa)))
    ]
    for name, scorer in scorers.items():
        part = train if name == "words" else train[::3]  # sentence vectors of all of it take ten minutes
        scored = [_sentence_scores(row, scorer) for row in part]
        tried = {k: ranking_quality(part, _by_best(scored, k)) for k in (1, 2, 3, 5)}
        k = max((mrr, -k) for k, (_, mrr) in tried.items())[1] * -1
        unseen = ranking_quality(validation, _by_best([_sentence_scores(r, scorer) for r in validation], k))
        chosen = f"train ({len(part)} questions): best {k} sentences, there {_pair(tried[k])}"
        found.append(("answer ranking", name, chosen, "P@1 / MRR", _pair(unseen)))
    return found


def _by_best(scored: list[list[Sequence[float]]], k: int) -> list[list[float]]:
    return [[top_mean(scores, k) for scores in row] for row in scored]


def _sentence_scores(row: Row, scorer: SentenceScorer) -> list[Sequence[float]]:
    return [scorer(row["text"], sentences_of(a["text"])) for a in row["answers"]]


def top_mean(scores: Sequence[float], k: int) -> float:
    """Mean of the k highest; fewer when there are fewer."""
    best = sorted(scores, reverse=True)[:k]
    return sum(best) / len(best) if best else 0.0


def ranking_quality(rows: list[Row], scored: list[list[float]]) -> tuple[float, float]:
    """P@1 and MRR over the questions that have a right answer."""
    first: list[float] = []
    reciprocal: list[float] = []
    for row, scores in zip(rows, scored, strict=True):
        right = [int(float(a["score"])) >= RIGHT_FROM for a in row["answers"]]
        if any(right):
            ranked = _best_first(scores)
            place = next(n for n, i in enumerate(ranked, 1) if right[i])
            first.append(float(place == 1))
            reciprocal.append(1 / place)
    return sum(first) / len(first), sum(reciprocal) / len(reciprocal)


# ---- summaries -------------------------------------------------------------------------------------


def summary_rows(rows: list[Row], scorers: Scorers) -> list[Line]:
    """Lead-3 of each answer, everything, and our choice of sentences in their own order."""
    made = {
        "all text": [" ".join(a["text"] for a in row["answers"]) for row in rows],
        "lead-3 of each answer": [_lead(row) for row in rows],
    }
    for name, scorer in scorers.items():
        for label, balance in (("", 1.0), (f", MMR {MMR}", MMR)):
            made[f"{name}, {SUMMARY_SENTENCES} sentences{label}"] = [
                summary(r, scorer, balance) for r in rows
            ]
    found: list[Line] = []
    for name, texts in made.items():
        scores = [rouge_2(text, row["extractive"]) for text, row in zip(texts, rows, strict=True)]
        found.append(("extractive summary", name, "nothing (fixed)", "ROUGE-2 F", f"{_mean(scores):.3f}"))
    return found


def _lead(row: Row) -> str:
    return " ".join(s for a in row["answers"] for s in sentences_of(a["text"])[:3])


def summary(row: Row, scorer: SentenceScorer, balance: float) -> str:
    """The chosen sentences of all answers, in reading order; MMR counts likeness across answers only."""
    pool = [(n, s) for n, a in enumerate(row["answers"]) for s in sentences_of(a["text"])]
    scores = scorer(row["question"], [s for _, s in pool])
    stems = [frozenset(content_stems(s)) for _, s in pool]
    chosen: list[int] = []
    alike = [0.0] * len(pool)
    while len(chosen) < min(SUMMARY_SENTENCES, len(pool)):
        left = [i for i in range(len(pool)) if i not in chosen]
        best = max(left, key=lambda i: balance * scores[i] - (1 - balance) * alike[i])
        chosen.append(best)
        for i in left:
            if pool[i][0] != pool[best][0]:
                alike[i] = max(alike[i], overlap(stems[i], stems[best]))
    return " ".join(pool[i][1] for i in sorted(chosen))


def rouge_2(system: str, reference: str) -> float:
    """ROUGE-2 F1: bigrams in common, each counted as often as it stands in both."""
    ours, theirs = _bigrams(system), _bigrams(reference)
    common = sum((ours & theirs).values())
    if not common:
        return 0.0
    precision, recall = common / sum(ours.values()), common / sum(theirs.values())
    return 2 * precision * recall / (precision + recall)


def _bigrams(text: str) -> Counter[tuple[str, str]]:
    tokens = re.findall(r"[a-z0-9]+", text.lower())
    return Counter(pairwise(tokens))


# ---- claims ----------------------------------------------------------------------------------------


def claim_rows(claims: list[Row], corpus: list[Row]) -> list[Line]:
    """Refusal (is there evidence in the cited abstracts at all) and rationale sentences, on unseen claims."""
    abstracts = {row["_id"]: row for row in corpus}
    rarity = rarity_in(s for row in corpus for s in row["sentences"])
    tuning = [c for c in claims if _half(c) == 0]
    held_out = [c for c in claims if _half(c) == 1]
    plain, rare = lexical_scorer(), lexical_scorer(rarity)
    rows: list[Line] = []
    for name, scorer in (("coverage", plain), ("coverage by rarity", rare)):
        found = auroc(_evidence(held_out, abstracts, scorer))
        rows.append(("refusal", name, "-", "AUROC", f"{found:.3f}"))
    blend = _evidence(tuning, abstracts, rare)
    needed = best_threshold(blend)
    rows.append(("refusal", "threshold of ours", "tuning half", "score needed", f"{needed:.3f}"))
    answered, supported = answered_and_supported(_evidence(held_out, abstracts, rare), needed)
    rows.append(
        (
            "refusal",
            "at that threshold",
            "tuning half",
            "answered / of those supported",
            f"{answered:.3f} / {supported:.3f}",
        )
    )
    rows += risk_rows(_evidence(held_out, abstracts, rare))
    for name, scorer in (("coverage", plain), ("coverage by rarity", rare)):
        top, f1 = rationale_quality(held_out, abstracts, scorer)
        rows.append(("rationale sentences", name, "-", "best in gold / top-2 F1", f"{top:.3f} / {f1:.3f}"))
    return rows


def risk_rows(scored: list[tuple[float, bool]]) -> list[Line]:
    """Of the best-scored share that is answered, how many are supported."""
    ranked = sorted(scored, key=lambda pair: -pair[0])
    parts = [(share, ranked[: round(share * len(ranked))]) for share in (0.2, 0.4, 0.6, 0.8, 1.0)]
    value = ", ".join(f"{share:.0%}: {_mean([float(t) for _, t in part]):.3f}" for share, part in parts)
    return [("refusal", "risk at coverage", "-", "answered: of those supported", value)]


def _half(claim: Row) -> int:
    return hashlib.sha256(claim["text"].encode()).digest()[0] % 2


def _evidence(
    claims: list[Row], abstracts: dict[str, Row], scorer: SentenceScorer
) -> list[tuple[float, bool]]:
    """Evidence score and truth per claim: the same blend as `alongside.answers.refusal`."""
    return [
        (max(_blend(c["text"], abstracts[d], scorer) for d in c["cited"]), bool(c["evidence"]))
        for c in claims
    ]


def _blend(claim: str, abstract: Row, scorer: SentenceScorer) -> float:
    whole = " ".join((abstract["title"], *abstract["sentences"]))
    *scores, all_of_it = scorer(claim, [*abstract["sentences"], whole])
    return SENTENCE_SHARE * max(scores) + (1 - SENTENCE_SHARE) * all_of_it


def auroc(scored: list[tuple[float, bool]]) -> float:
    """Probability that a positive scores above a negative; ties count half."""
    positive = [s for s, truth in scored if truth]
    negative = [s for s, truth in scored if not truth]
    wins = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return wins / (len(positive) * len(negative))


def best_threshold(scored: list[tuple[float, bool]]) -> float:
    """The score that best parts positives from negatives (Youden's J)."""
    positives = sum(truth for _, truth in scored)
    negatives = len(scored) - positives

    def youden(cut: float) -> float:
        caught = sum(truth for s, truth in scored if s >= cut) / positives
        wrong = sum(not truth for s, truth in scored if s >= cut) / negatives
        return caught - wrong

    return max((s for s, _ in scored), key=youden)


def answered_and_supported(scored: list[tuple[float, bool]], needed: float) -> tuple[float, float]:
    """Share answered, and share of those answered that have evidence."""
    answered = [truth for s, truth in scored if s >= needed]
    return len(answered) / len(scored), sum(answered) / max(1, len(answered))


def rationale_quality(
    claims: list[Row], abstracts: dict[str, Row], scorer: SentenceScorer
) -> tuple[float, float]:
    """Share of best sentences inside a gold rationale, and micro F1 of the best two."""
    best_right = hits = ours = gold_total = pairs = 0
    for claim in claims:
        for document, evidence in claim["evidence"].items():
            gold = {n for e in evidence for n in e["sentences"]}
            scores = scorer(claim["text"], abstracts[document]["sentences"])
            ranked = _best_first(scores)
            best_right += ranked[0] in gold
            hits += len(gold & set(ranked[:2]))
            ours += len(ranked[:2])
            gold_total += len(gold)
            pairs += 1
    return best_right / pairs, 2 * hits / (ours + gold_total)


def _best_first(scores: Sequence[float]) -> list[int]:
    return sorted(range(len(scores)), key=lambda i: -scores[i])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _pair(values: tuple[float, float]) -> str:
    return f"{values[0]:.3f} / {values[1]:.3f}"


if __name__ == "__main__":
    main()
