from django import forms

from .models import Author


class SearchForm(forms.Form):
    author = forms.CharField()

    def clean_author(self):
        return Author.objects.filter(name=self.data["author"]).first()
