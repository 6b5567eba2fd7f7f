"""How matches look in the API, for its description."""

from rest_framework import serializers

from companies.enums import MatchKind, MatchState
from companies.matching.sides import BOTH, LIST, REGISTER

#: What comes back on a decision, beside the decisions themselves.
SPLIT, REOPEN = "split", "reopen"
DECISIONS = (MatchState.SAME.value, MatchState.NEW.value, MatchState.LEFT.value, SPLIT, REOPEN)
CHOICES = (REGISTER, LIST, BOTH)


class MatchCandidate(serializers.Serializer):
    """An organisation that the rows may be about."""

    company = serializers.CharField(help_text="Its slug; it need not be public.")
    name = serializers.CharField()
    score = serializers.IntegerField(min_value=0, max_value=100)
    reasons = serializers.ListField(child=serializers.CharField())


class Match(serializers.Serializer):
    """Rows of one source that say who they are about in the same words."""

    id = serializers.IntegerField(min_value=1)
    url = serializers.CharField(help_text="Address of this match.")
    kind = serializers.ChoiceField(choices=MatchKind.values, help_text="Which lists the rows stand on.")
    name = serializers.CharField(help_text="As the list writes it.")
    source = serializers.CharField()  # type: ignore[assignment]
    import_ = serializers.IntegerField(allow_null=True, help_text="Number of the import that brought the rows last.")
    rows = serializers.ListField(child=serializers.IntegerField(min_value=1), help_text="As a spreadsheet counts.")
    score = serializers.IntegerField(min_value=0, max_value=100)
    state = serializers.ChoiceField(choices=MatchState.values)
    candidates = MatchCandidate(many=True)
    company = serializers.CharField(allow_null=True, help_text="Slug of the organisation that was decided.")
    since = serializers.DateTimeField()
    decidedAt = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(help_text="Why it was decided so; may be empty.")

    def get_fields(self) -> dict[str, serializers.Field]:
        """``import`` is a word of Python."""
        return {name.rstrip("_"): field for name, field in super().get_fields().items()}


class MatchField(serializers.Serializer):
    """One field as the register and the list have it."""

    field = serializers.CharField(help_text="Its name in choices.")
    label = serializers.CharField()  # type: ignore[assignment]
    register = serializers.CharField(help_text="As the register has it.")
    list = serializers.CharField(help_text="As the list has it.")
    choices = serializers.ListField(
        child=serializers.ChoiceField(choices=CHOICES), help_text="Empty when there is nothing to choose."
    )
    proposed = serializers.ChoiceField(choices=CHOICES, allow_null=True, help_text="What a list does by itself.")
    note = serializers.CharField(help_text="What happens where there is nothing to choose; may be empty.")


class MatchSideBySide(Match):
    """A match, field by field beside one of the organisations that it may be about."""

    # A serializer keeps its own fields under that name.
    beside = serializers.CharField(allow_null=True, help_text="Slug of the organisation that fields are compared with.")
    fields_ = MatchField(many=True)


class MatchDecision(serializers.Serializer):
    """Who the rows are about."""

    decision = serializers.ChoiceField(
        choices=DECISIONS,
        help_text="same: about company. new: about none of the candidates. left: left out. split: not about the "
        "company that was decided after all. reopen: what was left out waits for a decision again.",
    )
    company = serializers.CharField(max_length=80, required=False, help_text="Slug; with same.")
    choices = serializers.DictField(
        child=serializers.ChoiceField(choices=CHOICES), required=False,
        help_text="With same: one for every field that has choices beside this company.",
    )  # fmt: skip
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, help_text="For colleagues.")
