"""R04 and R07: who pays for the page is said, and the page sells nothing."""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.rules.base import BLOCK, WARN, Context, Finding, Rule
from reviews.rules.walk import KINDS, part, passages, rows, text

_SHOPS = r"amazon|ebay|etsy|iherb|alibaba|aliexpress|walmart|vitacost|insightswarm"
_GOODS = r"report|plan|quote|kit|sample|guide|consultation|newsletter|analysis|package|programme"
PROMOTION = re.compile(
    rf"\b(?:get|order|request|download|buy|book|claim|receive|try) (?:\w+ ){{0,2}}"
    rf"(?:free|personali[sz]ed|custom|tailored|exclusive|premium)"
    rf" (?:[\w-]+ ){{0,2}}(?:{_GOODS})s?\b"
    r"|\b(?:buy|order|shop|subscribe|enrol|enroll|sign up|register|book|call|contact us)"
    r" (?:now|today|online now)\b"
    r"|\b(?:coupon|promo(?:tional)? code|discount|special offer|money[- ]back|free shipping"
    r"|limited[- ]time|add to (?:cart|basket|bag)|best price|lowest price|risk[- ]free trial)\b"
    r"|\b(?:offer|redeem|claim|use)\w* (?:\w+ ){0,2}vouchers?\b"
    r"|\b(?:only|just|save|now) (?:US)?[$€£] ?\d"
    r"|\b(?:our|my) (?:\w+ ){0,2}(?:reports?|products?|clinics?|supplements?|shop|store|services?"
    r"|agents?|formula|app|platform|subscription)\b"
    r"|\bvisit our\b"
    r"|\b(?:book|schedule) (?:a|an|your) (?:\w+ ){0,2}(?:call|consultation) with us\b",
    re.I,
)
_STEMS = (
    "get ", "order", "request", "download", "buy", "claim", "receive", "try ", "shop", "subscribe",
    "sign up", "regist", "enrol", "book", "call ", "contact us", "coupon", "promo", "discount",
    "voucher", "offer", "money", "free ship", "limited", "add to", "price", "risk", "$", "€", "£",
    "our ", "my ", "schedule",
)  # fmt: skip
_SHOP_LINK = re.compile(
    rf"(?:https?://|\bwww\.|\bat )(?:[\w-]+\.)*(?:{_SHOPS})\.[a-z]{{2,4}}\b"
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
    for passage in passages(document):
        for found in _sold(passage.value, passage.lowered, brands - {""}):
            yield PROMOTION_RULE.warns(
                passage.place,
                _("This sells something, or leads to somebody who does."),
                _("Take it out; say what helps readers, with an independent source."),
                found,
            )


def _sold(value: str, lowered: str, brands: set[str]) -> Iterator[str]:
    if any(stem in lowered for stem in _STEMS):
        for found in PROMOTION.finditer(value):
            if not _NOT_SOLD.search(value, max(0, found.start() - 40), found.start()):
                yield found[0]
                break
    if "." not in value:
        return
    for pattern in (_SHOP_LINK, _AFFILIATE):
        link = pattern.search(value)
        if link:
            yield link[0]
    yield from (found[0] for found in _HOST.finditer(value) if found[1].lower() in brands)


FUNDING = Rule(
    "R04", "funding-stated", BLOCK, KINDS, "page",
    gettext_lazy("The page says who pays for it"), _funding,
)  # fmt: skip
PROMOTION_RULE = Rule(
    "R07", "no-promotion", WARN, KINDS, "editorial",
    gettext_lazy("Nothing is sold: no price, coupon, offer, shop or maker's link"), _promotion,
)  # fmt: skip
RULES = (FUNDING, PROMOTION_RULE)
