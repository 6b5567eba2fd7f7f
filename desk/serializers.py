"""How a question looks in the API, for its description. It is read by the form of the page."""

from rest_framework import serializers

from desk.enums import Language, Service
from desk.forms import MANY


class InquiryQuestion(serializers.Serializer):
    """What is asked, and by whom."""

    service = serializers.ChoiceField(choices=Service.choices, help_text="Which of the four services.")
    question = serializers.CharField(min_length=10, max_length=5000, help_text="The question in words.")
    name = serializers.CharField(max_length=120, help_text="Who asks.")
    organisation = serializers.CharField(
        max_length=200, required=False, allow_blank=True, help_text="Of which organisation."
    )
    email = serializers.EmailField(max_length=254, help_text="Where the private link and the answer go.")
    language = serializers.ChoiceField(
        choices=Language.choices, required=False, help_text="Language of the answer; that of the request if not given."
    )
    stages = serializers.ListField(
        child=serializers.CharField(), required=False, max_length=MANY, help_text="Slugs of stages."
    )
    materials = serializers.ListField(
        child=serializers.CharField(), required=False, max_length=MANY, help_text="Slugs of materials."
    )
    municipality = serializers.CharField(required=False, allow_blank=True, help_text="Slug of a municipality.")
    plan = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=2000,
        help_text="Path and query of a page of this portal, such as a route plan. It must lead to a public page.",
    )


class InquiryReceipt(serializers.Serializer):
    """That it came in. The private link goes to the mail address alone."""

    reference = serializers.CharField(help_text="To quote when you ask about it.")
    answerBy = serializers.DateField(help_text="Last day for the first answer.")
