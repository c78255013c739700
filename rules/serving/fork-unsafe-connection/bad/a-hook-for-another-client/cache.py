CLIENT = None


def reset():
    global CLIENT
    CLIENT = None
