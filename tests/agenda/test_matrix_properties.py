"""Whatever the register holds, the white spots count what the directory counts."""

from dataclasses import replace

import pytest
from django.core.cache import cache
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from companies.coverage import Wanted, cells, coverage_rows
from companies.enums import ActivityStatus, OrganisationKind
from publication.index.registry import states
from publication.publishing import publishing
from tests.examples import examples
from tests.factories import (
    ActivityFactory,
    MaterialFactory,
    MunicipalityFactory,
    OrganisationFactory,
    SiteFactory,
    StageFactory,
)
from tests.reading import API

pytestmark = pytest.mark.django_db


@examples(6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(
        st.tuples(
            st.booleans(),
            st.sampled_from(OrganisationKind.values),
            st.dictionaries(
                st.integers(0, 2),
                st.tuples(st.sampled_from(ActivityStatus.values), st.sets(st.integers(0, 2))),
                max_size=3,
            ),
            st.sets(st.integers(0, 1)),
        ),
        max_size=6,
    )
)
def test_the_numbers_are_always_those_of_the_directory(client, people):
    """Whatever the register holds: API, matrix and directory agree cell by cell, for the whole and for a town."""
    from django.db import transaction

    cache.clear()  # so many questions at once are more than one visitor may ask
    with transaction.atomic():
        with publishing():
            stages = [StageFactory(public=True, slug=f"schakel-{n}") for n in range(3)]
            stuff = [MaterialFactory(public=True, slug=f"stof-{n}", listed=True) for n in range(3)]
            towns = [MunicipalityFactory(public=True, slug=f"plaats-{n}") for n in range(2)]
            for is_public, kind, work, places in people:
                made = OrganisationFactory(public=is_public, kind=kind)
                for stage, (status, named) in work.items():
                    ActivityFactory(
                        organisation=made, stage=stages[stage], status=status, materials=[stuff[n] for n in named]
                    )
                for number, place in enumerate(places):
                    SiteFactory(organisation=made, municipality=towns[place], is_main=number == 0)
        for wanted in (Wanted(), Wanted(municipalities=("plaats-0",))):
            for row in coverage_rows("nl", states(), wanted):
                assert row["organisations"] == client.get(f"{row['url']}&pageSize=1").json()["count"]
                assert row["organisations"] == sum(row[name] for name in ("active", "planned", "exploring", "ceased"))
                kinds = "kind=knowledge_institute&kind=research_programme"
                town = "".join(f"&municipality={one}" for one in wanted.municipalities)
                answer = client.get(f"{API}/companies?{kinds}&material={row['material']}{town}").json()
                assert row["knowledge"] == answer["count"]
        today = cells(states(), Wanted(day=timezone.localdate()))
        # Which trajectories ran on a day that has passed is not kept: only the cells of now count them.
        assert today == tuple(replace(cell, trajectories=None) for cell in cells(states(), Wanted()))
        transaction.set_rollback(True)
