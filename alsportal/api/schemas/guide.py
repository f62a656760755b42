"""The documents of guides and words."""

from alsportal.api.schemas.common import DOCUMENT, item
from alsportal.api.schemas.parts import obj, open_words, ref, rows, text
from therapies.words import TOPIC

SCHEMAS = {
    "GuideItem": item("guide", "GuideDocument"),
    "GuideDocument": obj(
        "The approved document, without its notices.",
        **DOCUMENT | {"blocks": rows(ref("GuideBlock"), "Parts of the guide, in reading order.")},
        topic=open_words(TOPIC),
        audience=text("For whom it was written."),
        links=rows(ref("PageLink"), "Pages it leads to."),
    ),
    "WordItem": item("term", "WordDocument"),
    "WordDocument": obj(
        "The approved document, without its notices.",
        **DOCUMENT,
        meaning=ref("RichText"),
        pronunciation=text("How to say it."),
        spanish=text("The word in Spanish."),
        links=rows(ref("PageLink"), "Pages that use it."),
    ),
    "PageLink": obj(
        "A link to another page, as this page words it.",
        kind=text("The type of the other page."),
        slug=text("Its address; empty where it was not public when this version was approved."),
        title=text(),
        note=text("Why a reader might go there."),
    ),
}
