"""The form for a web page that is brought in."""

import base64
import binascii

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.importing import gate, reading
from reviews.textgate import first_refused

PASTED = gettext_lazy("pasted text")


class ImportForm(forms.Form):
    """A page, pasted or as a file; from the preview on it travels along in ``carried``."""

    text = forms.CharField(
        label=gettext_lazy("Text of the page"),
        required=False,
        strip=False,
        max_length=gate.MAX_BYTES,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Plain text, Markdown or HTML. Paste all of it: nothing is lost."),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,.md,.html,.htm,text/plain,text/html"}),
        help_text=gettext_lazy("At most 1 MB, in UTF-8."),
    )
    url = forms.URLField(
        label=gettext_lazy("Address of the page"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"size": 60}),
        help_text=gettext_lazy("Where it is on the web, for those who check it."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of page"), required=False)
    carried = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    again = forms.BooleanField(
        label=gettext_lazy("Make another draft, though this page was imported before"),
        required=False,
    )

    def __init__(self, allowed, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.page = None
        self.allowed = allowed
        if not (self.data.get("carried") or self.initial.get("carried")):
            del self.fields["again"]  # asked once it is known that the page was imported before
        choices = [(kind.name, str(kind.label)) for kind in allowed]
        self.fields["kind"].choices = [("", _("Guess")), *choices]

    def clean_url(self):
        url = self.cleaned_data["url"]
        if first_refused(url):
            raise forms.ValidationError(_("There is a character in it that nobody can see."))
        return url

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if not any(cleaned.get(name) for name in ("text", "file", "carried")):
            raise forms.ValidationError(_("Paste the text of a page, or choose a file."))
        field, data, name = self._chosen(cleaned)
        try:
            self.page = reading.read(data, name)
        except gate.PageRefused as refused:
            self.add_error(field, str(refused))
        return cleaned

    def _chosen(self, cleaned):
        """(field to blame, bytes, name) of the page that was given."""
        name = "".join(c for c in cleaned.get("name", "") if not first_refused(c))
        if file := cleaned.get("file"):
            return "file", _bytes(file), file.name[:200]
        if typed := cleaned.get("text", "").replace("\r\n", "\n"):
            return "text", typed.encode("utf-8", "replace"), name or str(PASTED)
        try:
            data = base64.b64decode(cleaned.get("carried", ""), validate=True)
        except (binascii.Error, ValueError):
            data = b""
        return "text", data, name or str(PASTED)

    def for_keeping(self, kind, *, again=False):
        """The same page with what may still be chosen; its text travels where no browser edits it.

        ``again`` asks whether it shall become another draft.
        """
        form = ImportForm(
            self.allowed,
            initial={
                "url": self.cleaned_data["url"],
                "kind": kind.name,
                "carried": base64.b64encode(self.page.text.encode()).decode(),
                "name": self.page.name,
                "again": self.cleaned_data.get("again", False),
            },
        )
        del form.fields["text"], form.fields["file"]
        if not again:
            del form.fields["again"]
        return form


def _bytes(file):
    if file.size > gate.MAX_BYTES:
        return b" " * (gate.MAX_BYTES + 1)  # refused by its size, without reading it
    return file.read()
