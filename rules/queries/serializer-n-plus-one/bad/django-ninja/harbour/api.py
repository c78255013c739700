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
        fields = ["id", "name", "owner", "flags"]


@router.get("/", response={200: list[BoatOut]})
@paginate
def boats(request):
    return Boat.objects.order_by("name")  # expect: serializer-n-plus-one


@router.get("/keys", response=list[BoatWithKeys])
def boats_with_keys(request):
    return Boat.objects.order_by("name")[:50]  # expect: serializer-n-plus-one
