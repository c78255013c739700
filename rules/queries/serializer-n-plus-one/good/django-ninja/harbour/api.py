from ninja import Field, ModelSchema, Router, Schema
from ninja.pagination import paginate

from .models import Boat

router = Router()


class BoatOut(Schema):
    name: str
    owner_name: str = Field(alias="owner.name")
    colours: list[str]

    @staticmethod
    def resolve_colours(obj):
        return [flag.colour for flag in obj.flags.all()]


class BoatWithKeys(ModelSchema):
    class Meta:
        model = Boat
        fields = ["id", "name", "owner"]


@router.get("/", response={200: list[BoatOut]})
@paginate
def boats(request):
    return Boat.objects.select_related("owner").prefetch_related("flags").order_by("name")


@router.get("/keys", response=list[BoatWithKeys])
def boats_with_keys(request):
    return Boat.objects.order_by("name")[:50]
