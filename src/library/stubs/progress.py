"""tqdm, rich and their kin: what shows how far a loop is hands its elements on."""


def tqdm(iterable=None, *args, **kwargs):
    return iterable if iterable is not None else __scalar__()


track = tqdm
progressbar = tqdm
alive_it = tqdm
trange = range
