"""What the terminal shows of an answer: its results, and how they were found."""

from __future__ import annotations

from typing import Any

from sitegen.search.scope import Found, Scope


def results(scope: Scope, found: Found) -> list[dict[str, Any]]:
    """The results, best first: id, title, url and trail from the hub, and the score."""
    shown = []
    for answer in found.answers:
        record = scope.records[answer.number]
        trail = [text for text, _ in record.trail]
        row = {"id": record.id, "title": record.shown["title"], "url": f"{record.id}/", "trail": trail}
        shown.append({**row, "score": answer.score})
    return shown


def explanation(found: Found) -> dict[str, Any]:
    """How a query was taken: what was left of it, the city it names, the terms asked with their weights, the chunks.

    `why` says for each result what was typed and what it was taken for.
    """
    return {
        "asked": " ".join(run.text for run in found.understood.runs),
        "city": found.understood.city or "",
        "terms": [{term: round(w, 3) for term, w in sorted(clauses.weights.items())} for clauses in found.asked],
        "chunks": found.read,
        "why": [[list(reason) for reason in answer.why] for answer in found.answers],
    }


def lines(found: Found) -> list[str]:
    """The explanation for people, line by line."""
    told = explanation(found)
    asked = [f"  {weight:5.2f}  {term}" for tier in told["terms"] for term, weight in tier.items()]
    where = f" in {told['city']}" if told["city"] else ""
    return [f"asked: {told['asked']}{where}", f"chunks: {', '.join(told['chunks'])}", "terms:", *asked]
