"""What becomes of statements, pins and hiding when two organisations become one."""

from typing import Any

from django.utils.translation import gettext as _

from companies.list_sources.standing import COLUMNS, packed, standing_of
from companies.merging.rules import Merging, left_as_it_is, register_rule
from companies.models import Statement

__all__ = ["register_rules"]


def _statements(merging: Merging) -> None:
    """What a source says of the kept one stands; else what it said of the other."""
    known = {one.source_id: one for one in merging.kept.statements.all()}
    for one in merging.gone.statements.all():
        kept = known.get(one.source_id)
        if kept is None:
            Statement.objects.filter(pk=one.pk).update(organisation=merging.kept)
            continue
        together = packed(standing_of(one) | standing_of(kept))
        Statement.objects.filter(pk=kept.pk).update(**dict(zip(COLUMNS, together, strict=True)))
        one.delete()


def _pins(merging: Merging) -> None:
    """A pin goes along with a value that is taken; others fixed what is no more."""
    known = set(merging.kept.pins.values_list("subject", flat=True))
    for one in merging.gone.pins.all():
        if one.subject in merging.subjects and one.subject not in known:
            one.organisation = merging.kept
            reason = _("Merged with %(name)s") % {"name": merging.gone.name}
            one._change_reason = reason[:100]  # type: ignore[attr-defined]
            one.save()
        else:
            one.delete()


def register_rules() -> None:
    rules: dict[str, Any] = {"Statement": _statements, "Pin": _pins, "HiddenRecord": left_as_it_is}
    for name, rule in rules.items():
        register_rule(f"companies.{name}.organisation", rule)
