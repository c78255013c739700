"""guardian.shortcuts: the rows for which a user was given a permission, chosen inside the statement."""
import guardian.behaviour


def get_objects_for_user(user, perms, klass=None, **options):
    if klass is None:
        return guardian.behaviour.rows(perms)
    return __manager_of__(klass).filter(**__input__())


def get_objects_for_group(group, perms, klass=None, **options):
    if klass is None:
        return guardian.behaviour.rows(perms)
    return __manager_of__(klass).filter(**__input__())
