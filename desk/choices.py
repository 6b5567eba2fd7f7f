"""What a question can be about: only what is public, in the language of the page."""

from collections.abc import Sequence

from django.utils.translation import get_language

from companies.models import Municipality
from companies.models.listings import MunicipalityListing
from publication.models import Listing
from valuechains.models import Material, Stage
from valuechains.models.listings import MaterialListing, StageListing

Choices = list[tuple[str, str]]


def stage_choices() -> Choices:
    return _choices(StageListing, "record__order")


def material_choices() -> Choices:
    return _choices(MaterialListing, _name())


def municipality_choices() -> Choices:
    return _choices(MunicipalityListing, _name())


def stages(slugs: Sequence[str]) -> list[Stage]:
    return list(Stage.objects.filter(listing__slug__in=slugs))


def materials(slugs: Sequence[str]) -> list[Material]:
    return list(Material.objects.filter(listing__slug__in=slugs))


def municipality(slug: str) -> Municipality | None:
    return Municipality.objects.filter(listing__slug=slug).first() if slug else None


def _name() -> str:
    return "name_en" if (get_language() or "").startswith("en") else "name_nl"


def _choices(listing: type[Listing], order: str) -> Choices:
    manager = listing._default_manager
    return list(manager.order_by(order, "slug").values_list("slug", _name()))
