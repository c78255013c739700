from photos.faces import faces_of


def scan(paths, sink):
    for path in paths:
        sink(path, faces_of(path))
