"""How a proposal looks in the API, for its description. It is read by the form of the page."""

from rest_framework import serializers

from companies.enums import OrganisationStatus


class SuggestedChanges(serializers.Serializer):
    """What should stand there; members that are left out stay as they are, an empty text empties a value."""

    name = serializers.CharField(max_length=200, required=False)
    website = serializers.URLField(max_length=300, required=False, allow_blank=True)
    kvkNumber = serializers.RegexField(r"^(\d{8})?$", required=False, help_text="Eight digits.")
    description = serializers.CharField(
        max_length=2000, required=False, allow_blank=True, help_text="In the language of the request."
    )
    streetAddress = serializers.CharField(max_length=150, required=False, allow_blank=True)
    postcode = serializers.CharField(max_length=7, required=False, allow_blank=True)
    town = serializers.CharField(max_length=80, required=False, allow_blank=True)
    municipality = serializers.CharField(required=False, allow_blank=True, help_text="Slug of a municipality.")
    status = serializers.ChoiceField(choices=OrganisationStatus.choices, required=False, allow_blank=True)


class SuggestionProposal(serializers.Serializer):
    """A change that somebody proposes. Nothing of it is public before a decision."""

    company = serializers.CharField(max_length=80, help_text="Slug of a public organisation.")
    changes = SuggestedChanges(required=False)
    remark = serializers.CharField(
        max_length=2000, required=False, help_text="What has no member of its own; no personal data."
    )
    source = serializers.CharField(max_length=500, help_text="Where it can be checked.")  # type: ignore[assignment]
    email = serializers.EmailField(
        max_length=254, required=False, help_text="Only to hear what was decided; removed 90 days after that."
    )


class SuggestionReceipt(serializers.Serializer):
    """That it waits for a decision."""

    number = serializers.IntegerField(help_text="To quote when you ask about it.")
