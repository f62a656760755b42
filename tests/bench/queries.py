"""The twenty searches that are timed, from the most natural one on such a site to single ids."""

from tests.bench.studies import nct_id
from tests.bench.vocabulary import DRUGS, RARE

QUERIES = [
    "amyotrophic lateral sclerosis",
    "als",
    "riluzole",
    "tofersen safety",
    "neurofilament light chain",
    "stem cell transplant",
    "antisense gene mutation",
    "respiratory function",
    "quality of life",
    "placebo controlled trial in sclerosis patients",
    "is there a treatment for the disease",
    "brain computer interface",
    "feeding tube gastrostomy",
    "Motor Neuron Disease treatment",
    "survival months",
    DRUGS[0],
    f"{DRUGS[1]} {DRUGS[300]}",
    RARE[0],
    f"{RARE[1]} unheardof",
    nct_id(7),
]
