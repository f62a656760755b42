"""R04 and R07: who pays for the page is said, and the page sells nothing."""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import BLOCK, WARN, Context, Finding, Rule
from reviews.rules.walk import KINDS, part, passages, rows, text

_SHOPS = ("amazon", "ebay", "etsy", "iherb", "alibaba", "walmart", "vitacost", "insightswarm")
_GOODS = r"report|plan|quote|kit|sample|guide|consultation|newsletter|analysis|package|programme"
# Ways to sell, each with words of which a text holds one (in lower case) if it sells that way.
WAYS: tuple[tuple[tuple[str, ...], re.Pattern], ...] = (
    (
        ("free", "personali", "custom", "tailored", "exclusive", "premium"),
        re.compile(
            r"\b(?:get|order|request|download|buy|book|claim|receive|try) (?:\w+ ){0,2}"
            r"(?:free|personali[sz]ed|custom|tailored|exclusive|premium)"
            rf" (?:[\w-]+ ){{0,2}}(?:{_GOODS})s?\b",
            re.I,
        ),
    ),
    (
        (" now", " today"),
        re.compile(
            r"\b(?:buy|order|shop|subscribe|enrol|enroll|sign up|register|book|call|contact us)"
            r" (?:now|today|online now)\b",
            re.I,
        ),
    ),
    (
        ("coupon", "promo", "discount", "offer", "money", "shipping", "limited", "add to", "price",
         "risk", "voucher"),
        re.compile(
            r"\b(?:coupon|promo(?:tional)? code|discount|special offer|money[- ]back|free shipping"
            r"|limited[- ]time|add to (?:cart|basket)|(?:best|lowest) price|risk[- ]free trial)\b"
            r"|\b(?:offer|redeem|claim|use)\w* (?:\w+ ){0,2}vouchers?\b",
            re.I,
        ),
    ),
    (("$", "€", "£"), re.compile(r"\b(?:only|just|save|now) (?:US)?[$€£] ?\d", re.I)),
    (
        ("our ", "my ", "with us"),
        re.compile(
            r"\b(?:our|my) (?:\w+ ){0,2}(?:reports?|products?|clinics?|supplements?|shop|store"
            r"|services?|agents?|formula|app|platform|subscription)\b|\bvisit our\b"
            r"|\b(?:book|schedule) (?:a|an|your) (?:\w+ ){0,2}(?:call|consultation) with us\b",
            re.I,
        ),
    ),
)  # fmt: skip
_SHOP_WORDS = (*_SHOPS, "//shop.", "//store.", ".shop", ".store")
_SHOP_LINK = re.compile(
    rf"(?:https?://|\bwww\.|\bat )(?:[\w-]+\.)*(?:{'|'.join(_SHOPS)})\.[a-z]{{2,4}}\b"
    r"|https?://(?:shop|store)\.|\.(?:shop|store)\b",
    re.I,
)
_AFFILIATE = re.compile(
    r"https?://[^\s)>\]]{1,300}[?&](?:utm_\w+|aff(?:id|iliate)?(?:_id)?|coupon|promo|gclid|fbclid)="
    r"[^\s)>\]]*",
    re.I,
)
_HOST = re.compile(r"https?://(?:www\.)?([\w-]+)\.(?:com|eu|net)\b", re.I)
_NOT_SOLD = re.compile(r"\b(?:no|not|never|without|beware|unproven|warn\w*)\b|n['’]t\b", re.I)


def _funding(document: dict, context: Context) -> Iterator[Finding]:
    funding = text(document.get("funding"))
    if not funding:
        yield FUNDING.blocks(
            "/funding",
            _("The page does not say who pays for it."),
            _("Name who pays for the work on this page. “None” is an answer."),
        )
    for sponsor in sorted(_sponsors(document, context.snapshots)):
        if sponsor.lower() in funding.lower():
            yield FUNDING.warns(
                "/funding",
                _("The sponsor of what this page describes also pays for the page."),
                _("Say so in the text as well, or find other funding."),
                sponsor,
            )


def _sponsors(document: Mapping, snapshots: Mapping) -> set[str]:
    records = [part(document, "facts"), *snapshots.values()]
    found = {text(facts.get("sponsor")) for facts in records if isinstance(facts, Mapping)}
    return {name for name in found if len(name) > 2}


def _promotion(document: dict, context: Context) -> Iterator[Finding]:
    brands = {text(row.get("name")).lower() for _place, row in rows(document, "names")}
    for place, found in _sold(document, brands - {""}):
        yield PROMOTION_RULE.warns(
            place,
            _("This sells something, or leads to somebody who does."),
            _("Take it out; say what helps readers, with an independent source."),
            found,
        )


def _sold(document: Mapping, brands: set[str]) -> Iterator[tuple[str, str]]:
    for words, pattern in WAYS:
        for one in passages(document, words):
            offer = _first_offer(pattern, one.value)
            if offer:
                yield one.place, offer
    for one in passages(document, _SHOP_WORDS):
        yield from ((one.place, found[0]) for found in _SHOP_LINK.finditer(one.value))
    for one in passages(document, ("http",)):
        yield from ((one.place, found[0]) for found in _AFFILIATE.finditer(one.value))
        hosts = _HOST.finditer(one.value)
        yield from ((one.place, found[0]) for found in hosts if found[1].lower() in brands)


def _first_offer(pattern: re.Pattern, value: str) -> str:
    for found in pattern.finditer(value):
        if not _NOT_SOLD.search(value, max(0, found.start() - 40), found.start()):
            return found[0]
    return ""


FUNDING = Rule(
    "R04", "funding-stated", BLOCK, KINDS, "page",
    gettext_lazy("The page says who pays for it"), _funding,
)  # fmt: skip
PROMOTION_RULE = Rule(
    "R07", "no-promotion", WARN, KINDS, "editorial",
    gettext_lazy("Nothing is sold: no price, coupon, offer, shop or maker's link"), _promotion,
)  # fmt: skip
RULES = (FUNDING, PROMOTION_RULE)
