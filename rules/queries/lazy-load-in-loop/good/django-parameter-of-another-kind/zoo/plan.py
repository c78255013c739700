def rota(aviary):
    # `roof` is nothing that the model has: a drawing, not a row.
    lines = [aviary.roof]
    for bird in aviary.birds.order_by("ring"):
        lines.append(bird.keeper.name)
    return lines
