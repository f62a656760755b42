"""Either engine gives what the definition of the ranking gives, so both give the same.

Here the ranking is worked out in plain Python from the rows; the suite runs on both databases.
"""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews import kinds
from reviews.models import Entry
from reviews.search import RECRUITING, SearchProjection, find, rebuild, row_of
from reviews.search.engines import ALONG, LEVELS
from reviews.search.projection import flag_token
from reviews.search.query import Every
from reviews.search.understanding import understand
from tests.bench import documents as made_up
from tests.bench.queries import QUERIES

VOCABULARY = (
    "als trial trials riluzole Rilutek® anti-sense antisense anti sense SOD1 AMX0035 amx 0035 de "
    "MND riluzol motor neurone riluzoel"
).split()


def corpus(seed):
    """Twelve made-up pages. From a seed, since Hypothesis alone draws mostly tiny ones."""
    rng = random.Random(seed)  # noqa: S311

    def texts(most):
        return tuple(" ".join(rng.choices(VOCABULARY, k=rng.randint(0, 3))) for _ in range(most))

    return [
        SearchProjection(
            kind=rng.choice(["therapy", "trial"]),
            language=rng.choice(["en", "en", "es", "fr"]),
            slug="x",
            title=texts(1)[0],
            names=texts(rng.randint(0, 2)),
            keywords=texts(1),
            summary=texts(1)[0],
            body=texts(1)[0],
            static_rank=rng.randint(0, 3),
            aliases=texts(rng.randint(0, 2)),
            flags=rng.choice([(), (RECRUITING,)]),
        )
        for _ in range(12)
    ]


queries = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=4).map(" ".join)


def holds(node, tokens):
    if isinstance(node, str):
        return node in tokens
    return (all if isinstance(node, Every) else any)(holds(child, tokens) for child in node.nodes)


def place(row, query, any_word):
    """Where a page stands: tier, and after the typed words those that are searched along."""
    if query.key in {name for name, _text, _foreign in row.names}:
        return (0, False)
    for level in LEVELS:
        for wide in (False, True) if query.wider and level in ALONG else (False,):
            if holds(query.tree(level, any_word=any_word, wide=wide), row.tokens):
                return (level + 4 * any_word, wide)
    return None


def by_definition(rows, text, kind, language, exact, first=False):
    read = understand(text, language=language, exact=exact, without=(), using="default")
    wanted = [r for r in rows if kind in (None, r.kind) and language in (None, r.language)]
    for any_word in (False, True):
        if any_word and len(read.query.nodes) == 1:
            return []
        places = [(place(row, read.query, any_word), row) for row in wanted]
        found = [(p, row) for p, row in places if p and not (any_word and p[0] == 0)]
        if found:
            found.sort(key=lambda pair: (_is_later(pair, first), pair[0], -pair[1].id))
            return [row.entry_id for _place, row in found]
    return []


def _is_later(pair, first):
    (tier, _along), row = pair
    return bool(first and tier and flag_token(RECRUITING) not in row.tokens)


@pytest.fixture
def entries(db):
    return [Entry.objects.create(kind="therapy").pk for _ in range(12)]


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    seed=st.integers(0, 10**9),
    text=queries,
    kind=st.sampled_from([None, "therapy"]),
    language=st.sampled_from([None, "en", "es", "fr"]),
    exact=st.booleans(),
    first=st.booleans(),
    offset=st.integers(0, 6),
)
def test_hits_and_count_are_those_of_the_definition(
    entries, seed, text, kind, language, exact, first, offset
):
    pairs = list(zip(entries, corpus(seed), strict=True))
    rebuild(pairs)
    rows = [row_of(entry_id, projection) for entry_id, projection in pairs]
    expected = by_definition(rows, text, kind, language, exact, first)
    options = {"kind": kind, "language": language, "exact": exact, "recruiting_first": first}
    results = find(text, **options, offset=offset, limit=3)
    assert [hit.entry_id for hit in results.hits] == expected[offset : offset + 3]
    assert results.count == len(expected)


def test_beyond_a_thousand_the_count_is_bounded_and_the_order_still_exact(db):
    made = Entry.objects.bulk_create(Entry(kind="trial") for _ in range(1100))
    titles = {made[3].pk: "als"}
    rebuild(
        (e.pk, SearchProjection("trial", "en", f"t{n}", titles.get(e.pk, "x"), body="als"))
        for n, e in enumerate(made)
    )
    results = find("als")
    assert (results.count, results.count_capped) == (1000, True)
    assert [hit.slug for hit in results.hits][:3] == ["t3", "t1099", "t1098"]


def test_the_twenty_searches_of_the_benchmark_rank_by_the_definition(db):
    makers = [made_up.therapy] * 6 + [made_up.trial] * 60
    pages = [maker(number) for number, maker in enumerate(makers)]
    made = Entry.objects.bulk_create(Entry(kind=page["kind"]) for page in pages)
    pairs = [
        (entry.pk, kinds.get(page["kind"]).project(page, frozenset()).search)
        for entry, page in zip(made, pages, strict=True)
    ]
    rebuild(pairs)
    rows = [row_of(*pair) for pair in pairs]
    for text in QUERIES:
        expected = by_definition(rows, text, None, "en", False)
        assert [hit.entry_id for hit in find(text, language="en").hits] == expected[:10]
