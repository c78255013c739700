from django import forms

from .models import Book


class SearchForm(forms.Form):
    title = forms.CharField()

    def found(self):
        if not self.is_valid():
            raise RuntimeError("only a valid form finds something")
        return Book.objects.filter(title=self.cleaned_data["title"])
