from django_scopes import scope, scopes_disabled

from .models import Bird


def rota(aviary):
    with scope(aviary=aviary):
        return [bird.keeper.name for bird in Bird.objects.ringed()]  # expect: lazy-load-in-loop


@scopes_disabled()
def everywhere():
    lines = []
    for bird in Bird.objects.filter(ring__startswith="A"):
        lines.append(bird.keeper.name)  # expect: lazy-load-in-loop
    return lines
