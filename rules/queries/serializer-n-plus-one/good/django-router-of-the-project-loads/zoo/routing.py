SERVED = {}


def serve(prefix):
    def keep(viewset):
        SERVED[prefix] = viewset
        return viewset

    return keep
