"""One live page."""

from alsportal.api import envelope
from alsportal.api.reading import LANGUAGE
from alsportal.api.views import ApiView
from reviews import kinds, published


class Page(ApiView):
    """One page of a kind: 301 from an old address, 410 once it was taken down; two queries."""

    kind = ""
    problems = (400, 404, 410)

    def answer(self, asked, slug):
        return envelope.item(published.page(kinds.get(self.kind), slug, language=LANGUAGE))


class TherapyPage(Page):
    """The live version of a therapy page. An old address answers 301 with the one now in use; a
    page that was taken down answers 410 with the reason and what to do now."""

    kind = "therapy"
    operation = ("therapy", "Read a therapy")
    tag = "Therapies"
    shape = "TherapyItem"


class TrialPage(Page):
    """The live version of a trial page, by registry number. A page that was taken down answers
    410 with the reason and what to do now."""

    kind = "trial"
    operation = ("trial", "Read a trial")
    tag = "Trials"
    shape = "TrialItem"


class GuidePage(Page):
    """The live version of a guide. A page that was taken down answers 410 with the reason and
    what to do now."""

    kind = "guide"
    operation = ("guide", "Read a guide")
    tag = "Guides"
    shape = "GuideItem"


class WordPage(Page):
    """The live version of a word of the glossary. A page that was taken down answers 410 with the
    reason and what to do now."""

    kind = "term"
    operation = ("word", "Read a word")
    tag = "Words"
    shape = "WordItem"
