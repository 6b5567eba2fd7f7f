"""The law data of the files, loaded as prepare does it."""

import copy
import json

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from companies.reference import load_municipalities
from loket.models import User
from loket.roles import Role
from permits.law.actions import start_draft
from permits.law.checks import Surroundings
from permits.law.document import Document, read_files
from permits.law.loading import load_law
from permits.models import LawVersion
from publication.publishing import publishing
from tests.factories import StageFactory, UserFactory
from tests.shared_records import FillOnce
from valuechains.reference import FOLDER

_FILES = read_files()


@pytest.fixture
def document() -> Document:
    """What the files say; a test may change its own copy."""
    return copy.deepcopy(_FILES)


@pytest.fixture(scope="session")
def around() -> Surroundings:
    """The municipalities and stages of the reference files, without a database."""
    places = json.loads((FOLDER / "municipalities.json").read_text(encoding="utf-8"))
    stages = json.loads((FOLDER / "stages.json").read_text(encoding="utf-8"))
    return Surroundings({row["cbs_code"]: row["name"] for row in places}, {row["slug"] for row in stages})


@pytest.fixture(scope="module")
def _law(fill_once: FillOnce) -> LawVersion:
    return fill_once(_load_law)


def _load_law() -> LawVersion:
    stages = json.loads((FOLDER / "stages.json").read_text(encoding="utf-8"))
    with publishing():
        for row in stages:
            StageFactory(slug=row["slug"], name_nl=row["name_nl"], name_en=row["name_en"], public=True)
        load_municipalities()
    version, _loaded = load_law()
    assert version.in_force_from <= timezone.localdate()
    return version


@pytest.fixture
def law(_law: LawVersion, db: None) -> LawVersion:
    """Version 1 as published, with the municipalities and stages that it needs."""
    return LawVersion.objects.get(pk=_law.pk)


@pytest.fixture(scope="module")
def _draft(_law: LawVersion, fill_once: FillOnce) -> LawVersion:
    return fill_once(_start_draft, _law)


def _start_draft(law: LawVersion) -> LawVersion:
    version = start_draft(source=law, user=UserFactory(staff=True), label="2026-12", in_force_from=timezone.localdate())
    version.note_nl, version.note_en = "Nieuw.", "New."
    version.save()
    return version


@pytest.fixture
def draft(_draft: LawVersion, db: None) -> LawVersion:
    """A copy of version 1 that is under way, with a note; the other tests of its module find it too."""
    return LawVersion.objects.get(pk=_draft.pk)


@pytest.fixture
def officer(client: Client, db: None) -> User:
    """A permit officer, signed in."""
    user = UserFactory(staff=True)
    user.groups.add(Group.objects.get(name=Role.PERMIT_OFFICER))
    client.force_login(user)
    return user
