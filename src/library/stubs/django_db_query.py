"""django.db.models.query and .manager."""


class QuerySet:
    pass


class Manager:
    pass
