"""Made-up medical English: the words that texts of the benchmark are drawn from, common ones first.

Word n is drawn about 1/n times as often as the first (Zipf), as in real prose, so that some words
stand in nearly every page and most in a handful. Nothing here is a medical fact.
"""

import itertools
import random

COMMON = """the of and in to with a for is on or by as at be that this from was were are who not
patients study treatment als disease trial participants placebo weeks dose amyotrophic lateral
sclerosis safety motor months function neuron survival progression respiratory oral score visit
scale people group effect blood nerve muscle strength breathing speech capacity vital slow plasma
neurofilament light chain serum biomarker intrathecal infusion tablet antisense oligonucleotide
gene mutation superoxide dismutase familial sporadic bulbar limb onset riluzole edaravone tofersen
masitinib stem cell mesenchymal transplant ventilation cough feeding tube gastrostomy nutrition
weight quality life caregiver palliative computer interface communication device exercise fatigue
spasticity saliva toxin sleep mood cognition dementia imaging magnetic resonance inflammation
microglia glutamate oxidative stress protein aggregation repeat expansion liver enzyme nausea
pneumonia fracture constipation consent extension label open arm randomised blinded outcome
endpoint interim analysis cohort registry observational crossover platform adaptive sequential
hospital centre university foundation efficacy tolerability concentration injection""".split()

ONSETS = "b br c ch cl d dr f fl g gl h k l m n p ph pl pr qu r s st t th tr v w x z".split()
VOWELS = "a e i o u ae ia io ou".split()
ENDINGS = "l m n r s t x lin mab nib pathy rin sen sis stat tide tion zole".split()

SIZE = 12_000


def _invented(rng: random.Random) -> str:
    syllables = rng.choice((1, 2, 2, 3))
    return "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(syllables)) + rng.choice(
        ENDINGS
    )


def _words() -> list[str]:
    rng = random.Random(1869)  # noqa: S311 - the same words in every run
    words = dict.fromkeys(COMMON)
    while len(words) < SIZE:
        words[_invented(rng)] = None
    return list(words)


WORDS = _words()
WEIGHTS = list(itertools.accumulate(1 / (rank + 3) for rank in range(SIZE)))
DRUGS = [w for w in WORDS if w.endswith(("mab", "nib", "sen", "stat", "tide", "zole"))][:400]
RARE = WORDS[9_000], WORDS[9_500]


def prose(rng: random.Random, count: int) -> str:
    """Sentences of ``count`` words in all, without a full stop inside a word."""
    drawn = rng.choices(WORDS, cum_weights=WEIGHTS, k=count)
    sentences = []
    while drawn:
        length = rng.randint(8, 20)
        sentence, drawn = drawn[:length], drawn[length:]
        sentences.append(" ".join(sentence).capitalize() + ".")
    return " ".join(sentences)


def drug(rng: random.Random) -> str:
    """A drug name; the first are drawn most often."""
    return DRUGS[min(int(rng.paretovariate(0.6)) - 1, len(DRUGS) - 1)]


def code(rng: random.Random) -> str:
    """A code such as laboratories give: ``QLM-4417``."""
    return "".join(rng.choices("BCKLMQRTXZ", k=3)) + f"-{rng.randint(100, 9999)}"
