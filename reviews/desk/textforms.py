"""Forms whose every typed text passes the text gate."""

from django import forms

from reviews.textgate import TextRefused, check_text


class GatedForm:
    """Mixin: texts come out in one spelling (NFC, plain line ends), or the field says why not."""

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if isinstance(field, forms.CharField) and isinstance(cleaned.get(name), str):
                self._pass_gate(name, field, cleaned)
        return cleaned

    def _pass_gate(self, name, field, cleaned):
        multiline = isinstance(field.widget, forms.Textarea)
        try:
            cleaned[name] = check_text(cleaned[name], multiline=multiline)
        except TextRefused as refused:
            self.add_error(name, str(refused))


def posted(request):
    """What was posted, even when that was nothing; None while the page is only read."""
    return request.POST if request.method == "POST" else None
