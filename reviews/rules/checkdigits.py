"""Syntax and check digits of identifiers. Each function takes the bare identifier."""

import re


def is_doi(value: str) -> bool:
    """A DOI: registrant from 10.1000, then a suffix without blanks or trailing punctuation."""
    return bool(re.fullmatch(r"10\.\d{4,9}/[^\s\"<>]*[^\s\"<>.,;:]", value))


def is_pmid(value: str) -> bool:
    """A PubMed number: up to eight digits, no zero in front."""
    return bool(re.fullmatch(r"[1-9][0-9]{0,7}", value))


def is_pmcid(value: str) -> bool:
    """A PubMed Central number: PMC and up to eight digits."""
    return bool(re.fullmatch(r"PMC[1-9][0-9]{2,7}", value))


def is_nct(value: str) -> bool:
    """A ClinicalTrials.gov number: NCT and eight digits, not all of them zero."""
    return bool(re.fullmatch(r"NCT[0-9]{8}", value)) and value != "NCT00000000"


def is_eudract(value: str) -> bool:
    """An EudraCT number (2004 to 2023) or an EU CT number (2022 and on): year, number, digits."""
    found = re.fullmatch(r"(20[0-9]{2})-([0-9])[0-9]{5}-[0-9]{2}(-[0-9]{2})?", value)
    if not found:
        return False
    year, is_ctis = int(found[1]), found[2] == "5"
    return 2022 <= year if is_ctis else 2003 <= year <= 2023 and not found[3]


def is_isrctn(value: str) -> bool:
    """An ISRCTN: the letters and eight digits."""
    return bool(re.fullmatch(r"ISRCTN[0-9]{8}", value))


def is_isbn(value: str) -> bool:
    """An ISBN of ten digits (modulo 11) or thirteen (alternating weights 1 and 3)."""
    bare = re.sub(r"[\s-]", "", value).upper()
    if re.fullmatch(r"[0-9]{9}[0-9X]", bare):
        digits = [10 if digit == "X" else int(digit) for digit in bare]
        return sum(weight * digit for weight, digit in zip(range(10, 0, -1), digits)) % 11 == 0  # noqa: B905
    if re.fullmatch(r"97[89][0-9]{10}", bare):
        return sum(int(digit) * (1, 3)[i % 2] for i, digit in enumerate(bare)) % 10 == 0
    return False


def is_orcid(value: str) -> bool:
    """An ORCID: four groups of four digits; the last is a check digit (ISO 7064, 11-2)."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]", value):
        return False
    bare = value.replace("-", "")
    total = 0
    for digit in bare[:15]:
        total = (total + int(digit)) * 2
    return bare[15] == "0123456789X"[(12 - total % 11) % 11]


# Other registries, whose numbers have no check digit: the form alone.
OTHER_REGISTRIES = re.compile(
    r"ACTRN[0-9]{14}p?|ChiCTR(?:-[A-Z]+-)?[0-9]{8,10}|CTRI/20[0-9]{2}/[0-9]{2,3}/[0-9]{6}"
    r"|DRKS[0-9]{8}|IRCT[0-9]{8,14}(?:N[0-9]{1,3})?|jRCT[0-9a-z]{10,11}|JPRN-[\w-]+"
    r"|JapicCTI-?[0-9]{6}|KCT[0-9]{7}|NL[0-9-]+|NTR[0-9]+|PACTR[0-9]{15,16}|RBR-[0-9a-z]{6,8}"
    r"|SLCTR/20[0-9]{2}/[0-9]{3}|TCTR[0-9]{11}|UMIN[0-9]{9}"
)


def is_registry_id(value: str) -> bool:
    """A number of any registry whose form is known here."""
    checks = (is_nct, is_eudract, is_isrctn, OTHER_REGISTRIES.fullmatch)
    return any(check(value) for check in checks)
