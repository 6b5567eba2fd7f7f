from django.db import models
from django.utils.translation import gettext_lazy as _


class ProvinceRole(models.TextChoices):
    """What the report asks of the province in a recommendation."""

    LEAD = "lead", _("takes the lead")
    SUPPORTING = "supporting", _("supports")


class Dimension(models.TextChoices):
    """Which side of the matter a challenge is about (table of chapter 5)."""

    SOCIAL = "social", _("social")
    ENVIRONMENTAL = "environmental", _("environmental")
    ETHICAL = "ethical", _("ethical")
    ECONOMIC = "economic", _("economic")
    POLITICAL = "political", _("political")


class Level(models.TextChoices):
    """Which government can take a bottleneck away."""

    MUNICIPALITY = "municipality", _("municipality")
    PROVINCE = "province", _("province")
    STATE = "state", _("national government")
    EU = "eu", _("European Union")


class ActionState(models.TextChoices):
    PLANNED = "planned", _("planned")
    UNDER_WAY = "under-way", _("under way")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")


OPEN_STATES = (ActionState.PLANNED, ActionState.UNDER_WAY)


class BottleneckState(models.TextChoices):
    OPEN = "open", _("open")
    IN_HAND = "in-hand", _("being worked on")
    SOLVED = "solved", _("solved")


class Teller(models.TextChoices):
    """Who told a bottleneck."""

    COMPANY = "company", _("a company")
    OFFICER = "officer", _("an officer")
    PARTNER = "partner", _("a partner")


class PartnerGroup(models.TextChoices):
    """In what company a partner stands in the sources."""

    CONSULTATION = "regional-consultation", _("regional consultation")
    PROVINCIAL_BODY = "provincial-body", _("bodies of the province")
    INTER_PROVINCIAL = "inter-provincial", _("between provinces")
    NATIONAL = "national", _("national")
    EUROPEAN = "european", _("European")
    KNOWLEDGE = "knowledge", _("knowledge")


class InstrumentKind(models.TextChoices):
    LAW = "law", _("law")
    PROGRAMME = "programme", _("programme")
    FUND = "fund", _("fund")
    TOOL = "tool", _("instrument of policy")


class OfferKind(models.TextChoices):
    COURSE = "course", _("course")
    RESEARCH = "research", _("research group")
