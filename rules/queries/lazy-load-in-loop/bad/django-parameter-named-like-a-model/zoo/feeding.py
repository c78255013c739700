def rota(aviary):
    lines = []
    for bird in aviary.birds.order_by("ring"):
        lines.append(bird.keeper.name)  # expect: lazy-load-in-loop
    return lines
