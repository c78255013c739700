"""sqlalchemy.ext.associationproxy"""


class AssociationProxy:
    def __init__(self, target_collection, attr, **kwargs):
        self.target_collection = target_collection
        self.attr = attr


def association_proxy(target_collection, attr, **kwargs):
    return AssociationProxy(target_collection, attr, **kwargs)
