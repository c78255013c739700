"""django.core.paginator: a count, and one page's rows."""


class InvalidPage(Exception):
    pass


class PageNotAnInteger(InvalidPage):
    pass


class EmptyPage(InvalidPage):
    pass


class Page:
    def __init__(self, object_list, number, paginator):
        self.object_list = object_list
        self.number = number
        self.paginator = paginator

    def __iter__(self):
        return self.object_list

    def __len__(self):
        return len(self.object_list)

    def __getitem__(self, index):
        return self.object_list[index]

    def has_next(self):
        self.paginator.count
        return __scalar__()

    def has_previous(self):
        return __absent__(False)

    def has_other_pages(self):
        self.paginator.count
        return __scalar__()

    def next_page_number(self):
        return __scalar__()

    def previous_page_number(self):
        return __scalar__()

    def start_index(self):
        return __scalar__()

    def end_index(self):
        return __scalar__()


class Paginator:
    ELLIPSIS = "…"

    def __init__(self, object_list, per_page, orphans=0, allow_empty_first_page=True, *args, **kwargs):
        self.object_list = __all__(object_list)
        self.per_page = per_page
        # The last page takes so many more.
        self.longest = per_page + orphans if orphans else per_page

    @property
    @__kept__
    def count(self):
        return __count__(self.object_list)

    @property
    def num_pages(self):
        self.count
        return __scalar__()

    @property
    def page_range(self):
        self.count
        return __input__()

    def get_elided_page_range(self, *args, **kwargs):
        self.count
        return __input__()

    def validate_number(self, number):
        self.count
        return number

    def page(self, number):
        number = self.validate_number(number)
        # The rows of each page are another statement.
        return self._get_page(__numbered__(self.object_list[0 : self.longest], number), number, self)

    def get_page(self, number):
        return self.page(number)

    def _get_page(self, *args, **kwargs):
        return Page(*args, **kwargs)

    def __iter__(self):
        return [self.page(1)]


AsyncPaginator = Paginator
