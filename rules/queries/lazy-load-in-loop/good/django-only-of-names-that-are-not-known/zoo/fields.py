def shown(model):
    return [field.name for field in model._meta.get_fields()]
